// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { NotImplementedError } from "../runtime/errors.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { Promise_ } from "../types/types.ts";

export class ConstructorLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  /**
   * *\/ `${x}`
   * a block
   * with
   */
  async constructor_(req: Promise_): Promise<Promise_> {
    throw new NotImplementedError("constructor_");
  }
}
