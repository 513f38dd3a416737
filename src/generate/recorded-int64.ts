import { int64Types } from "../emit/fastify/int64-type.ts";
import type { Int64Type } from "../emit/fastify/int64-type.ts";
import type { Host } from "../host/host.ts";

/** What an earlier run was told of 64-bit integers: the member `tsgoctl.int64` of the project's `package.json`. */
export function recordedInt64(directory: string, host: Host): Int64Type | undefined {
  const entry = host.read(`${directory}/package.json`);
  if (entry.kind !== "file") return undefined;
  const recorded = memberOf(memberOf(parsed(entry.text), "tsgoctl"), "int64");
  return int64Types.find((type) => type === recorded);
}

/** A file that is no JSON is told when it is to be merged. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
