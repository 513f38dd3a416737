// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { NotImplementedError } from "../runtime/errors.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { LoginResp, RefreshReq } from "../types/types.ts";

export class RefreshTokenLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  async refreshToken(req: RefreshReq): Promise<LoginResp> {
    throw new NotImplementedError("refreshToken");
  }
}
