// Code scaffolded by tsgoctl. Safe to edit.

import type { Item } from "../types/types.ts";

export class WatchLogic {
  constructor(_ctx: unknown, _svcCtx: unknown) {}

  async watch(): Promise<Item> {
    return { id: 1 };
  }
}
