// Code scaffolded by tsgoctl. Safe to edit.

import type { LoginReq, LoginResp } from "../types/types.ts";

export class LoginLogic {
  constructor(_ctx: unknown, _svcCtx: unknown) {}

  async login(req: LoginReq): Promise<LoginResp> {
    const answer: LoginResp = { token: req.name };
    return answer;
  }
}
