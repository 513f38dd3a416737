import type { NamedRoute } from "../../../src/emit/fastify/route-names.ts";

const ping = 'return { pong: "ok" };';
const grpc = {
  unauth: [401, "Unauthenticated"],
  perm: [403, "PermissionDenied"],
  notfound: [404, "NotFound"],
  exists: [409, "AlreadyExists"],
  exhausted: [429, "ResourceExhausted"],
  internal: [500, "Internal"],
  unimpl: [501, "Unimplemented"],
  unavail: [503, "Unavailable"],
  deadline: [504, "DeadlineExceeded"],
  invalid: [400, "InvalidArgument"],
} as const;

const encoded = `return {
      i64: 9223372036854775807n, u64: 18446744073709551615n, f64: 1.5, f32: 0.1, big: 1e21, small: 1e-7, whole: 3, quoted: 9007199254740993n,
      html: '<a href="x">&</a>', uni: "hé \\u2028 😀", ctl: "a\\tb\\nc\\u0001\\u007f", emptyL: [], nilL: null, nilM: null, emptyM: {}, nilP: null, ptr: { a: 1n },
      any: { z: 1, a: null }, bytes: "aGk/Pg==", omitSt: { a: 0n }, opt: "", def: 0n, bool: false, sorted: { "9": 4n, "10": 3n, a: 1n, b: 2n }, NoTag: "",
    };`;

/** What go-zero's service did on each path; go-zero answers 400 to any error of a logic, gRPC's statuses apart. */
const statements: Readonly<Record<string, string>> = {
  "/srv/ping": ping,
  "/srv/options": ping,
  "/mw/ping": ping,
  "/srv/nobody": "return;",
  "/srv/head": "return;",
  "/srv/note": "return req;",
  "/small/note": "return req;",
  "/srv/fail": `const { CodeError } = await import("../runtime/errors.ts");
    const { kind, msg = "" } = req;
    const statuses: Record<string, readonly [number, string]> = ${JSON.stringify(grpc)};
    const grpc = kind.startsWith("grpc-") ? statuses[kind.slice(5)] : undefined;
    if (grpc !== undefined) throw new CodeError(grpc[0], \`rpc error: code = \${grpc[1]} desc = \${msg}\`);
    throw new CodeError(kind === "coded" ? 40901 : 400, msg);`,
  "/srv/panic": 'throw new Error("boom");',
  "/srv/encode": encoded,
  "/srv/encodebad": encoded.replace("f64: 1.5", "f64: NaN"),
  "/srv/list": "return [{ a: 1n }];",
  "/srv/nillist": "return null;",
  "/srv/strs": "return [];",
  "/srv/nilptr": "return null;",
  "/slow/sleep": `await new Promise((resolve) => setTimeout(resolve, Number(req.ms)));
    return { pong: "slept" };`,
};

/** Undefined leaves the logic unwritten. */
export function logicOf({ route }: NamedRoute): string | undefined {
  return statements[route.fullPath];
}
