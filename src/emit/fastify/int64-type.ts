/** What a 64-bit integer of a contract is in TypeScript. A number has digits for ±2^53 only; what is beyond is refused. */
export type Int64Type = "number" | "bigint" | "string";

export const int64Types: readonly Int64Type[] = ["number", "bigint", "string"];

export const defaultInt64Type: Int64Type = "number";
