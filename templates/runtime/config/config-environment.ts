import { z } from "zod";

/** Variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface Substitution {
  readonly text: string;
  /** The first variable that was named, if any. */
  readonly variable: string | undefined;
  /** Variables that are not set and have no default. */
  readonly missing: readonly string[];
}

/** Replaces `${NAME}` and `${NAME:-default}`; every other `$` stays. As in a shell, an empty variable takes the default. */
export function substitute(source: string, environment: Environment): Substitution {
  const named: string[] = [];
  const missing: string[] = [];
  const text = source.replaceAll(
    /\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g,
    (_whole, name: string, fallback: string | undefined) => {
      named.push(name);
      const value = environment[name];
      if (fallback !== undefined) return value === undefined || value === "" ? fallback : value;
      if (value === undefined) missing.push(name);
      return value ?? "";
    },
  );
  return { text, variable: named[0], missing };
}

const truthy = new Set(["1", "t", "T", "true", "True", "TRUE"]);
const falsy = new Set(["0", "f", "F", "false", "False", "FALSE"]);

/** A variable's text as the number or boolean that the schema asks for; the text itself if it is none. */
export function typedText(text: string, schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodBoolean && (truthy.has(text) || falsy.has(text))) return truthy.has(text);
  if (schema instanceof z.ZodBigInt && /^[-+]?\d+$/.test(text)) return BigInt(text.replace(/^\+/, ""));
  if (schema instanceof z.ZodNumber && /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) return Number(text);
  return text;
}
