/** The templates by their path below `templates/`, without `.hbs`: the tree mirrors that of the output. */
export type TemplateName =
  | "cached-model/model.ts"
  | "cached-model/model_gen.cached.ts"
  | "cached-model/model_gen.plain.ts"
  | "cached-model/model_gen.table.ts"
  | "fastify/README.md"
  | "fastify/internal/config/config.ts"
  | "fastify/internal/handler/handler.ts"
  | "fastify/internal/handler/routes.ts"
  | "fastify/internal/jwtx/token.ts"
  | "fastify/internal/logic/logic.ts"
  | "fastify/internal/middleware/jwtmiddleware.ts"
  | "fastify/internal/middleware/middleware.ts"
  | "fastify/internal/server/setupserver.ts"
  | "fastify/internal/svc/servicecontext.ts"
  | "fastify/test/handler.test.ts"
  | "fastify/test/testserver.ts"
  | "fastify/user.ts";
