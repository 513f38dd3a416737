import type { z } from "zod";

const typeNames = new Map([
  ["string", "a text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["bigint", "a whole number"],
  ["boolean", "true or false"],
  ["object", "a section"],
  ["record", "a section"],
  ["array", "a list"],
]);

/**
 * What is wrong, in words. What was found is shown only where it had to be one of some words, or a number in a range:
 * anything else may be a secret, if only one that lacks its quotes.
 */
export function issueText(issue: z.core.$ZodIssue, found: unknown): string {
  if (found === undefined || found === null) return absenceText(issue, found);
  if (issue.code === "invalid_type") {
    const remedy = issue.expected === "string" && !isCollection(found) ? "; put it in quotes" : "";
    return `expected ${typeNames.get(issue.expected) ?? issue.expected}, found ${foundText(issue.expected, found)}${remedy}`;
  }
  if (issue.code === "invalid_value") {
    return `expected one of ${issue.values.map(String).join(", ")}, found ${wordText(found)}`;
  }
  return typeof found === "number" ? rangeText(issue, found) : issue.message;
}

function absenceText({ path }: z.core.$ZodIssue, found: undefined | null): string {
  if (path.length === 0) return "holds no settings";
  return found === undefined ? "is required" : "is empty; give it a value, or leave the line out for the default";
}

function rangeText(issue: z.core.$ZodIssue, found: number): string {
  if (issue.code === "too_small") {
    return `expected ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}, found ${found}`;
  }
  if (issue.code === "too_big") {
    return `expected ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}, found ${found}`;
  }
  return issue.message;
}

function typeNameOf(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) return Number.isNaN(value) ? "no number" : "infinity";
  if (typeof value === "number" || typeof value === "bigint") return "a number";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return "a text";
  return Array.isArray(value) ? "a list" : "a section";
}

function foundText(expected: string, found: unknown): string {
  if (typeof found === "bigint" && expected !== "string") return "one that is too long to be exact";
  return expected === "int" && Number.isFinite(found) ? "a fraction" : typeNameOf(found);
}

function isCollection(value: unknown): boolean {
  return typeof value === "object";
}

function wordText(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : typeNameOf(value);
}
