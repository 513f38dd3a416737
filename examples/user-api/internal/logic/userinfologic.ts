// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { CodeError } from "../runtime/errors.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { UserInfoResp } from "../types/types.ts";

export class UserInfoLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  async userInfo(): Promise<UserInfoResp> {
    // The JWT middleware has checked the token; what its issuer put in is checked here.
    const { userId, role } = this.ctx.claims;
    const isId = typeof userId === "number" && Number.isSafeInteger(userId);
    const user = isId ? await this.svcCtx.userModel.findOne(userId) : undefined;
    if (user === undefined || typeof role !== "string") throw new CodeError(401, "the token is for nobody here");

    return { id: user.id, username: user.username, role };
  }
}
