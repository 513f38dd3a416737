import type { ServiceRecipe } from "./start-conformance-service.ts";

const echoing: ServiceRecipe["logic"] = () => "return echo(shape, req);";

/** The services that answer with what they were sent, each with its file of cases. */
export const echoServices: readonly (ServiceRecipe & { readonly cases: string })[] = [
  {
    cases: "cases-1.json",
    contract: "service-1.api",
    logic: echoing,
    edits: [
      { find: 'optional,range=[1:5]"`\n\t}\n\tFormDep ', replace: 'optional"`\n\t}\n\tFormDep ', reason: "API2020" },
      {
        find: "\t@handler PathMissing\n\tget /missing/:name (PathMissing) returns (Echo)\n",
        replace: "",
        reason: "API3005",
      },
    ],
  },
  { cases: "cases-2.json", contract: "service-2.api", logic: echoing },
  {
    cases: "cases-4.json",
    contract: "service-4.api",
    logic: ({ route: { method, path, request } }) => {
      const vars = request === undefined ? "" : ", vars: pathTexts(shape, req)";
      return `return { route: ${JSON.stringify(`${method.toUpperCase()} ${path}`)}${vars} };`;
    },
  },
  {
    cases: "cases-6.json",
    contract: "service-6.api",
    logic: echoing,
    edits: [
      { find: "\t@handler Dup\n\tpost /dup (Dup) returns (Echo)\n", replace: "", reason: "API2008" },
      { find: 'B string `json:"a"`', replace: 'B string `json:"b"`', reason: "API2008" },
      { find: "\t@handler RangeBad\n\tpost /rangebad (RangeBad) returns (Echo)\n", replace: "", reason: "API2019" },
      { find: ",range=[5:1]", replace: "", reason: "API2019" },
      { find: "\t@handler DefBad\n\tpost /defbad (DefBad) returns (Echo)\n", replace: "", reason: "API2023" },
      { find: 'json:"a,default=x"', replace: 'json:"a"', reason: "API2023" },
      { find: 'json:"s,range=[1:3],optional"', replace: 'json:"s,optional"', reason: "API2020" },
    ],
  },
];
