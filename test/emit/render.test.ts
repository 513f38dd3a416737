import { expect, it } from "vitest";
import { render } from "../../src/emit/templates/render.ts";

const view = {
  registerHandlers: "registerHandlers",
  FastifyInstance: "FastifyInstance",
  ServiceContext: "ServiceContext",
  preparations: ["first();", "second();"],
  scopes: [],
};

it("places values and repeats parts, without a line for what stands alone on one", () => {
  expect(render("fastify/internal/handler/routes.ts", view)).toBe(
    `/** Everything that this service serves. */
export async function registerHandlers(server: FastifyInstance, svcCtx: ServiceContext): Promise<void> {
  first();
  second();
}
`,
  );
});

it.each(["ServiceContext", "preparations"])("takes a view without %s for an error", (name) => {
  const rest = Object.fromEntries(Object.entries(view).filter(([member]) => member !== name));
  expect(() => render("fastify/internal/handler/routes.ts", rest)).toThrow(`expected ${name} to be a`);
});
