// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { NotImplementedError } from "../runtime/errors.ts";
import type { Redirect } from "../runtime/server/redirect.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";

export class LoginLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  async login(): Promise<Redirect> {
    throw new NotImplementedError("login");
  }
}
