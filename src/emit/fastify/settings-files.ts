import type { VirtualFile } from "../virtual-file.ts";
import { accessVariable, previousVariable, refreshVariable, transitionVariable } from "./environment-names.ts";
import type { ProjectContext } from "./project-context.ts";

/**
 * `etc/user-api.yaml` and its counterpart for development. A placeholder secret is refused by the service unless `Mode` is `dev`.
 */
export function settingsFiles(context: ProjectContext): readonly VirtualFile[] {
  const { files } = context;
  return [
    {
      path: files.settings,
      ownership: "merged",
      text: joined([...productionHead(context), ...tokens(context), ...stores(context)]),
    },
    {
      path: files.developmentSettings,
      ownership: "merged",
      text: joined([...developmentHead(context), ...tokens(context), ...embeddedStores(context)]),
    },
  ];
}

/** A block of lines; blocks are set apart by a blank line. */
type Block = readonly string[];

function productionHead({ spec }: ProjectContext): readonly Block[] {
  return [[`Name: ${yamlText(spec.service)}`, "Host: 0.0.0.0", "Port: 8888"]];
}

function developmentHead({ spec }: ProjectContext): readonly Block[] {
  return [
    ["# For `npm run dev` and the tests: placeholder secrets are taken, and nothing else has to run."],
    [`Name: ${yamlText(spec.service)}`, "Mode: dev", "Host: 127.0.0.1", "Port: 8888"],
  ];
}

function tokens(context: ProjectContext): readonly Block[] {
  const auth = context.authSections.map((section) => [
    `${yamlText(section)}:`,
    `  AccessSecret: \${${accessVariable(section)}:-change-me-to-a-random-256-bit-value}`,
    "  AccessExpire: 86400",
  ]);
  const transition = context.transitionSections.map((section) => [
    `${yamlText(section)}:`,
    `  Secret: \${${transitionVariable(section)}:-change-me-to-a-random-256-bit-value}`,
    `  PrevSecret: \${${previousVariable(section)}:-another-different-random-secret}`,
  ]);
  const refresh = [`RefreshSecret: \${${refreshVariable}:-another-different-random-secret}`, "RefreshExpire: 604800"];
  return [...auth, ...transition, ...(context.hasRefreshTokens ? [refresh] : [])];
}

function stores({ tables }: ProjectContext): readonly Block[] {
  if (tables.length === 0) return [];
  return [
    ['DataSource: "${DATA_SOURCE:-root:password@tcp(127.0.0.1:3306)/userdb?parseTime=true}"'],
    ["CacheRedis:", "  - Host: 127.0.0.1:6379", "    Type: node"],
  ];
}

function embeddedStores({ spec, tables }: ProjectContext): readonly Block[] {
  if (tables.length === 0) return [];
  return [[`DataSource: sqlite:${spec.service}.db`, "CacheRedis: []"]];
}

/** A name as a YAML 1.1 text: quoted where it would be read as a boolean, a number or nothing. */
function yamlText(name: string): string {
  const isPlain = /^[A-Za-z][\w-]*$/u.test(name) && !/^(?:true|false|yes|no|on|off|y|n|null)$/iu.test(name);
  return isPlain ? name : JSON.stringify(name);
}

function joined(blocks: readonly Block[]): string {
  return `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`;
}
