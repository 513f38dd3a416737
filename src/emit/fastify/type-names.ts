import { safeIdentifier, upperFirst } from "../../text/identifier.ts";
import { logicClass } from "./route-names.ts";
import type { ApiSpec } from "../../model/api-spec.ts";

/** From the name of a type in the contract to its name in TypeScript. */
export type TypeNames = ReadonlyMap<string, string>;

/** Names every declared type: its own name with a capital, changed only where that is taken or means something else. */
export function nameTypes(spec: ApiSpec): TypeNames {
  const names = new Map<string, string>();
  const taken = new Set([
    ...namesInUse,
    ...namesOfAnswers(spec),
    ...(hasFiles(spec) ? ["UploadedFile"] : []),
    ...spec.routes.map((route) => logicClass(route.handler)),
  ]);
  for (const { name } of spec.types) {
    let candidate = safeIdentifier(upperFirst(name));
    while (taken.has(candidate)) candidate += "_";
    taken.add(candidate);
    names.set(name, candidate);
  }
  return names;
}

/** Names that generated handlers and logic use themselves. */
const namesInUse: readonly string[] = [
  ..."Array Boolean Date Error Number Object Omit Pick Promise Record String Symbol".split(" "),
  ..."FastifyReply FastifyRequest NotImplementedError RequestContext ServiceContext".split(" "),
];

/** What the logic of some routes mentions beside the contract's types. */
function namesOfAnswers({ routes }: ApiSpec): readonly string[] {
  return routes.flatMap(({ server }) => [
    ...(server.sse ? ["AsyncGenerator", "ServerSentEvent"] : []),
    ...(server.download ? ["Download"] : []),
    ...(server.redirect ? ["Redirect"] : []),
    ...(server.rawBody ? ["Buffer"] : []),
  ]);
}

function hasFiles({ types }: ApiSpec): boolean {
  return types.some(({ members }) =>
    members.some((member) => member.kind === "field" && member.tag.bindings.some(({ source }) => source === "file")),
  );
}
