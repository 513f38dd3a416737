// Who may import whom (docs/architecture.md): the order of the parts, no cycles, one door for each library, node at the edge only.
const part = (name) => `^src/${name}(?:/|$)`;

/** A part sees itself and the named ones, nothing else of src. */
const sees = (name, others) => ({
  name: `${name}-sees-only-${others.length === 0 ? "itself" : others.map((other) => other.replace(/\W/g, "-")).join("-and-")}`,
  severity: "error",
  from: { path: part(name) },
  to: { path: "^src", pathNot: [part(name), ...others.map((other) => `^src/${other}`)] },
});

/** A library is imported in one place. */
const door = (library, place) => ({
  name: `${library}-has-one-door`,
  severity: "error",
  from: { path: "^src", pathNot: `^src/${place}` },
  to: { path: `node_modules/${library}/` },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    sees("text", []),
    sees("diagnostics", ["text/"]),
    sees("host", ["text/"]),
    sees("api", ["text/", "diagnostics/"]),
    sees("sql", ["text/", "diagnostics/"]),
    sees("load", ["api/", "sql/", "text/", "diagnostics/", "host/host.ts$", "host/schema-facts.ts$"]),
    sees("model", ["api/", "sql/", "load/", "text/", "diagnostics/"]),
    sees("emit", ["model/", "text/", "diagnostics/"]),
    sees("write", ["emit/virtual-file.ts$", "text/", "diagnostics/", "host/host.ts$"]),
    sees("generate", [
      "emit/",
      "write/",
      "model/",
      "load/",
      "text/",
      "diagnostics/",
      "host/host.ts$",
      "host/schema-facts.ts$",
    ]),
    {
      name: "nothing-imports-the-command-line",
      severity: "error",
      from: { path: "^src", pathNot: part("cli") },
      to: { path: part("cli") },
    },
    {
      name: "node-only-at-the-edge",
      severity: "error",
      from: { path: "^src", pathNot: "^src/(?:cli/|host/node-host.ts$|write/merge/open-typescript.ts$)" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "one-runtime-for-the-generated-project",
      severity: "error",
      from: { path: "^templates/runtime" },
      to: { path: "^(?:src|test|scripts)" },
    },
    door("chevrotain", "(?:api|sql)/"),
    door("prettier", "write/pretty.ts$"),
    door("ts-morph", "write/merge/(?:open-typescript|typescript-outline).ts$"),
    door("yaml", "write/merge/"),
    door("commander", "cli/"),
    door("fast-string-width", "diagnostics/code-frame.ts$"),
    door("mysql2", "host/mysql-schema.ts$"),
    door("diff", "cli/unified-diff.ts$"),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
