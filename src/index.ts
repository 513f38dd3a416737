/**
 * tsgoctl as a library: the commands as functions, and hosts to run them on. A golden test of one's own contract:
 *
 * ```ts
 * const host = createMemoryHost({ "user.api": contract });
 * const { diagnostics } = await generateProject({ ...projectDefaults, api: "user.api" }, host);
 * expect(host.files()["internal/types/types.ts"]).toBe(expected);
 * ```
 *
 * @packageDocumentation
 */
export type { DiagnosticCode } from "./diagnostics/catalogue.ts";
export { codeList, isCode } from "./diagnostics/code-list.ts";
export type { Diagnostic, RelatedPlace } from "./diagnostics/diagnostic.ts";
export type { Severity } from "./diagnostics/severity.ts";
export { hasErrors } from "./diagnostics/diagnostic.ts";
export type { Example } from "./diagnostics/examples/example.ts";
export { explainCode } from "./diagnostics/explain-code.ts";
export type { CodeExplanation } from "./diagnostics/explain-code.ts";
export { githubAnnotations } from "./diagnostics/github-annotations.ts";
export { jsonDiagnostics } from "./diagnostics/json-diagnostics.ts";
export type { JsonDiagnostic, JsonPlace, JsonRelatedPlace } from "./diagnostics/json-diagnostics.ts";
export { renderDiagnostic } from "./diagnostics/render.ts";
export { sarifLog } from "./diagnostics/sarif-log.ts";
export type { SarifLog, SarifRun } from "./diagnostics/sarif-log.ts";
export type {
  CacheKeyDescription,
  FieldDescription,
  MethodDescription,
  TableDescription,
} from "./emit/cached-model/describe-table.ts";
export type { ModelExtra } from "./emit/cached-model/model-extras.ts";
export type { Parameter } from "./emit/cached-model/key-parameters.ts";
export { describeModel } from "./generate/describe-model.ts";
export type { DescribedModel, DescribeOptions, ModelDescription } from "./generate/describe-model.ts";
export { formatContracts, formatInputText } from "./generate/format-contracts.ts";
export type { FormatCommandOptions } from "./generate/format-contracts.ts";
export { generateModel } from "./generate/generate-model.ts";
export type { ModelCommandOptions } from "./generate/generate-model.ts";
export type { ModelNaming, ModelSource } from "./generate/model-input.ts";
export { generateProject } from "./generate/generate-project.ts";
export type { ProjectOptions } from "./generate/generate-project.ts";
export { listRoutes } from "./generate/list-routes.ts";
export type { ListedRoute, ListedRoutes, RouteList } from "./generate/list-routes.ts";
export type { Outcome } from "./generate/outcome.ts";
export { projectDefaults } from "./generate/project-defaults.ts";
export { validateApi } from "./generate/validate-api.ts";
export type { ValidateOptions, Validation } from "./generate/validate-api.ts";
export { HostError } from "./host/host.ts";
export type { Entry, Host } from "./host/host.ts";
export { createMemoryHost } from "./host/memory-host.ts";
export type { MemoryEntry, MemoryHost, MemoryHostOptions } from "./host/memory-host.ts";
export { createNodeHost } from "./host/node-host.ts";
export type {
  CascadeFacts,
  ColumnFacts,
  KeyFacts,
  SchemaFacts,
  SchemaFailure,
  SchemaReader,
  TableFacts,
} from "./host/schema-facts.ts";
export type { Spelling } from "./load/load-formatted.ts";
export { SourceFile } from "./text/source-file.ts";
export type { Position } from "./text/source-file.ts";
export type { Span } from "./text/span.ts";
export type { Action, ActionKind } from "./write/action.ts";
export type { WriteMode } from "./write/apply-plan.ts";
