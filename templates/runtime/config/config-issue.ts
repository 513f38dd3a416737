import type { z } from "zod";

const typeNames = new Map([
  ["string", "a text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
  ["object", "a section"],
  ["record", "a section"],
  ["array", "a list"],
]);

/** What is wrong, in words. Texts found are shown only where they had to be one of some words: others may be secret. */
export function issueText(issue: z.core.$ZodIssue, found: unknown): string {
  if (found === undefined || found === null) return absenceText(issue, found);
  if (issue.code === "invalid_type") {
    return `expected ${typeNames.get(issue.expected) ?? issue.expected}, found ${typeNameOf(found)}`;
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
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return "a text";
  return Array.isArray(value) ? "a list" : "a section";
}

function wordText(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : typeNameOf(value);
}
