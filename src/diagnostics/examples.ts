import type { DiagnosticCode } from "./catalogue.ts";
import { apiImportExamples } from "./examples/api-import-examples.ts";
import { apiServiceExamples } from "./examples/api-service-examples.ts";
import { apiSyntaxExamples } from "./examples/api-syntax-examples.ts";
import { apiTypeExamples } from "./examples/api-type-examples.ts";
import type { Example } from "./examples/example.ts";
import { generationExamples } from "./examples/generation-examples.ts";
import { sqlExamples } from "./examples/sql-examples.ts";

/** Examples by code. They stand apart from the catalogue, which every run loads. */
export const examples: Readonly<Partial<Record<DiagnosticCode, Example>>> = {
  ...apiSyntaxExamples,
  ...apiTypeExamples,
  ...apiServiceExamples,
  ...apiImportExamples,
  ...generationExamples,
  ...sqlExamples,
};
