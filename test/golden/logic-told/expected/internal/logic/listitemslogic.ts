// Code scaffolded by tsgoctl. Safe to edit.

import type { Item } from "../types/types.ts";

export class ListItemsLogic {
  constructor(_ctx: unknown, _svcCtx: unknown) {}

  async listItems(): Promise<Item[]> {
    return [{ id: 1 }];
  }
}
