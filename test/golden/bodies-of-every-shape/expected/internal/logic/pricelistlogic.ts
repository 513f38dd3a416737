// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { NotImplementedError } from "../runtime/errors.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { Price } from "../types/types.ts";

export class PriceListLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  async priceList(): Promise<Record<string, Price[]>> {
    throw new NotImplementedError("priceList");
  }
}
