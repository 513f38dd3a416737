// Code scaffolded by tsgoctl. Safe to edit.

import type { FastifyInstance } from "fastify";

import type { ServiceContext } from "../svc/servicecontext.ts";

/** Called before the routes are added, by the service and by its tests: the place for plugins, hooks and another form of errors. */
export async function setUpServer(_server: FastifyInstance, _svcCtx: ServiceContext): Promise<void> {}
