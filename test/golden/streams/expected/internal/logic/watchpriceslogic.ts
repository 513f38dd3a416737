// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { NotImplementedError } from "../runtime/errors.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { Price, WatchReq } from "../types/types.ts";

export class WatchPricesLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  /** every price of one symbol, as it changes */
  async *watchPrices(req: WatchReq): AsyncGenerator<Price> {
    throw new NotImplementedError("watchPrices");
  }
}
