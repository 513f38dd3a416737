// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import type {
  FindReq, // by its number
  Item,
} from "../types/types.ts";

export class FindItemLogic {
  constructor(_ctx: RequestContext, _svcCtx: unknown) {}

  async findItem(
    { id }: FindReq, // taken apart
    price = 1,
  ): Promise<Item /* or more */> {
    return { id, title: "book", price };
  }
}
