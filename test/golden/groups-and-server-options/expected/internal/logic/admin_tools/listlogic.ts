// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../../runtime/context.ts";
import { NotImplementedError } from "../../runtime/errors.ts";
import type { ServiceContext } from "../../svc/servicecontext.ts";
import type { PageReq } from "../../types/admintools.ts";
import type { Item } from "../../types/types.ts";

export class ListLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  async list(req: PageReq): Promise<Record<string, Item>> {
    throw new NotImplementedError("list");
  }
}
