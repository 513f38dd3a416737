/** What a user writes into `internal/server/setupserver.ts` for what go-zero's service did with options of its server. */
interface Variant {
  readonly imports: string;
  readonly statements: string;
}

const corsImport = 'import cors from "@fastify/cors";';
const corsOptions = `methods: ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"],
    allowedHeaders: "Content-Type, Origin, X-CSRF-Token, Authorization, AccessToken, Token, Range",
    exposedHeaders: "Content-Length, Access-Control-Allow-Origin, Access-Control-Allow-Headers",
    maxAge: 86400,
    strictPreflight: false,`;

const variants: Readonly<Record<string, Variant>> = {
  errhandler: {
    imports: `import { problemFormat } from "../runtime/server/error-format.ts";
import { RefusalError } from "../runtime/server/refusal-error.ts";`,
    statements: `server.errorFormat = (failure) => {
    if (failure.error instanceof RefusalError || failure.status === 500) return problemFormat(failure);
    if (failure.code === 40901) return { status: 409, body: { code: failure.code, msg: failure.detail } };
    if (failure.detail === "nobody") return { status: 418 };
    if (failure.detail === "aserror") return { status: 403, type: "text/plain", body: "forbidden as an error value" };
    return { status: 422, body: { code: -1, msg: failure.detail } };
  };`,
  },
  okhandler: {
    imports: "",
    statements: `server.addHook("onSend", async (_request, reply, payload) => {
    const isJson = String(reply.getHeader("content-type")).startsWith("application/json");
    return isJson && reply.statusCode === 200 ? \`{"code":0,"msg":"ok","data":\${payload}}\` : payload;
  });`,
  },
  notfound: {
    imports: 'import { problemFormat } from "../runtime/server/error-format.ts";',
    statements: `server.errorFormat = (failure) => {
    if (failure.status === 404) return { status: 404, body: { error: "no such page" } };
    if (failure.status === 405) return { status: 405, body: { error: "no such method" } };
    return problemFormat(failure);
  };`,
  },
  validator: {
    imports: 'import { CodeError } from "../runtime/errors.ts";',
    statements: `server.addHook("preHandler", async ({ body }) => {
    if (Object(body).note === "bad") throw new CodeError(400, "note is bad");
  });`,
  },
  cors: { imports: corsImport, statements: `await server.register(cors, { origin: "*",\n    ${corsOptions}\n  });` },
  corsorigin: {
    imports: corsImport,
    statements: `const origin = ["https://a.example", "b.example", /\\.b\\.example$/];
  await server.register(cors, { origin, credentials: true,\n    ${corsOptions}\n  });`,
  },
  corsheaders: {
    imports: corsImport,
    statements: `await server.register(cors, { origin: "*",\n    ${corsOptions.replace("Range", "Range, X-Mine, X-Other")}\n  });`,
  },
};

/** The whole file; undefined for the service as it is generated. */
export function setUpServerText(variant: string | undefined): string | undefined {
  const { imports, statements } = variants[variant ?? ""] ?? {};
  if (statements === undefined) return undefined;
  return `import type { FastifyInstance } from "fastify";
${imports}
export async function setUpServer(server: FastifyInstance): Promise<void> {
  ${statements}
}
`;
}

/** Undefined, for the service as it is generated, and the names of the others. */
export const variantNames: readonly (string | undefined)[] = [undefined, ...Object.keys(variants)];
