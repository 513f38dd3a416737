// Code scaffolded by tsgoctl. Safe to edit.

import type { PingReq } from "../types/types.ts";

export class PingLogic {
  constructor(_ctx: unknown, _svcCtx: unknown) {}

  public async ping(req: PingReq) {}
}

/** Another class has a method of that name. */
export class Pinger {
  async ping(req: string): Promise<string> {
    return req;
  }
}
