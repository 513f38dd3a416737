import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { pathOf, problem, sendProblem } from "./problem.ts";

/** Remembers the routes, to tell a path that does not exist from one that another method has. */
export class RouteTable {
  private readonly routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = [];

  add(route: RouteOptions): void {
    this.routes.push({ path: pathPattern(route.url), methods: [route.method].flat() });
  }

  /** Answers 405 with the methods that the path has, or else 404. */
  answer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const instance = pathOf(request.originalUrl);
    const methods = this.methodsOf(pathOf(request.url));
    if (methods.length === 0) return sendProblem(problem(404, { instance }), reply);

    reply.header("allow", methods.join(", "));
    return sendProblem(problem(405, { detail: `the path answers to ${methods.join(", ")}`, instance }), reply);
  }

  private methodsOf(path: string): string[] {
    const methods = this.routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].toSorted();
  }
}

/** Contract paths have literal segments and whole-segment parameters only. */
function pathPattern(url: string): RegExp {
  const segments = url.split("/").map((segment) => {
    return segment.startsWith(":") ? "[^/]+" : segment.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  });
  return new RegExp(`^${segments.join("/")}$`);
}
