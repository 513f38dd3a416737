// Code scaffolded by tsgoctl. Safe to edit.

import type { PingReq } from "../types/types.ts";

export class PingLogic {
  constructor(_ctx: unknown, _svcCtx: unknown) {}

  async ping(req: PingReq): Promise<void> {
    console.log(req);
  }
}
