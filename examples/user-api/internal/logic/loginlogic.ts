// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { CodeError } from "../runtime/errors.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { LoginReq, LoginResp } from "../types/types.ts";
import { issueTokens } from "./issuetokens.ts";
import { checkPasswordHash } from "./passwordhash.ts";

export class LoginLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  async login(req: LoginReq): Promise<LoginResp> {
    const user = await this.svcCtx.userModel.findOneByUsername(req.username);
    const isRight = await checkPasswordHash(req.password, user?.password);
    if (user === undefined || !isRight) throw new CodeError(401, "invalid credentials");

    return issueTokens(this.svcCtx.config, user);
  }
}
