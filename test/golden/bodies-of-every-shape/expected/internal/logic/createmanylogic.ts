// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { NotImplementedError } from "../runtime/errors.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { Item } from "../types/types.ts";

export class CreateManyLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  /** creates all of them or none */
  async createMany(req: Item[]): Promise<(Item | null)[]> {
    throw new NotImplementedError("createMany");
  }
}
