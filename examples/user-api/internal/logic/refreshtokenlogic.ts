// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { CodeError } from "../runtime/errors.ts";
import { verifyToken } from "../runtime/token/jwt.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { LoginResp, RefreshReq } from "../types/types.ts";
import { issueTokens } from "./issuetokens.ts";

export class RefreshTokenLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  async refreshToken(req: RefreshReq): Promise<LoginResp> {
    const { config, userModel } = this.svcCtx;
    const userId = verifyToken(req.refreshToken, [config.refreshSecret])?.["userId"];
    const user = typeof userId === "number" ? await userModel.findOne(userId) : undefined;
    if (user === undefined) throw new CodeError(401, "invalid refresh token");

    return issueTokens(config, user);
  }
}
