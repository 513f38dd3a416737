// What the generating commands load when they run. The index would do too, but has more to compile, and these are the
// commands whose start is waited for.
export { generateModel } from "../generate/generate-model.ts";
export { generateProject } from "../generate/generate-project.ts";
export { createNodeHost } from "../host/node-host.ts";
