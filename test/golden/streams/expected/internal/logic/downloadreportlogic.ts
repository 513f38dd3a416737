// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { NotImplementedError } from "../runtime/errors.ts";
import type { Download } from "../runtime/server/download.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { ReportReq } from "../types/types.ts";

export class DownloadReportLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  async downloadReport(req: ReportReq): Promise<Download> {
    throw new NotImplementedError("downloadReport");
  }
}
