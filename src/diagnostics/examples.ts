import type { DiagnosticCode } from "./catalogue.ts";
import { apiExamples } from "./examples/api-examples.ts";
import type { Example } from "./examples/example.ts";
import { sqlExamples } from "./examples/sql-examples.ts";

/** Examples by code. They stand apart from the catalogue, which every run loads. */
export const examples: Readonly<Partial<Record<DiagnosticCode, Example>>> = { ...apiExamples, ...sqlExamples };
