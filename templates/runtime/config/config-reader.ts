import { z } from "zod";
import type { Environment } from "./config-environment.ts";
import { issueText } from "./config-issue.ts";
import { type ConfigProblem, ConfigTree, type SettingsText } from "./config-tree.ts";
import { parseYaml } from "./config-yaml.ts";

export interface ConfigReading<T> {
  /** Undefined when there are errors. */
  readonly config: T | undefined;
  readonly errors: readonly ConfigProblem[];
  readonly warnings: readonly ConfigProblem[];
}

/** What a fresh project's files hold in place of secrets. */
const placeholders = new Set([
  "change-me-to-a-random-256-bit-value",
  "another-different-random-secret",
  "root:password@tcp(127.0.0.1:3306)/userdb?parseTime=true",
]);

/** Checks a configuration text, YAML unless another parser is given, and tells everything that is wrong with it at once. */
export function readConfig<S extends z.ZodType>(
  text: string,
  schema: S,
  environment: Environment,
  parse: (text: string) => SettingsText = parseYaml,
): ConfigReading<z.output<S>> {
  const { document, lineOf, problems } = parse(text);
  if (problems.length > 0) return { config: undefined, errors: problems, warnings: [] };

  const tree = new ConfigTree(document, lineOf, environment);
  const written = tree.read(schema);
  const result = schema.safeParse(written);
  for (const issue of result.error?.issues ?? []) {
    const { line, key, found, path } = tree.placeOf(issue.path);
    if (!tree.hasErrorAt(path)) tree.errors.push({ line, key, text: issueText(issue, found) });
  }
  // What is written decides: where there is a mistake elsewhere, there is no checked result.
  checkSecrets(tree, written);

  const errors = tree.errors.toSorted((a, b) => a.line - b.line);
  return { config: errors.length === 0 ? result.data : undefined, errors, warnings: tree.warnings };
}

function checkSecrets(tree: ConfigTree, config: unknown): void {
  const isDevelopment = z.object({ mode: z.literal("dev") }).safeParse(config).success;
  for (const { line, key, value, isSigningKey, variable } of tree.secrets.values()) {
    if (placeholders.has(value)) {
      if (isDevelopment) continue;
      const ownValue = isSigningKey ? "write a random value here" : "write your own value here";
      const remedy = variable === undefined ? ownValue : `set the environment variable ${variable}`;
      tree.errors.push({ line, key, text: `still has the placeholder of a new project; ${remedy}, or use Mode: dev` });
    } else if (isSigningKey && Buffer.byteLength(value) >= 8 && Buffer.byteLength(value) < 32) {
      tree.warnings.push({ line, key, text: "is shorter than 32 bytes, which a HS256 secret should have" });
    }
  }
}
