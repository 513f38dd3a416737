// Code scaffolded by tsgoctl. Safe to edit.

import type { SignInReq as Sent } from "../types/types.ts";

export class HookLogic {
  constructor(_ctx: unknown, _svcCtx: unknown) {}

  async hook(sent: Sent, rawBody: Buffer, times: number = 1): Promise<void> {
    for (let time = 0; time < times; time++) await this.take(sent);
  }

  private async take(_: Sent): Promise<void> {}
}
