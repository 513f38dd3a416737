// Code scaffolded by tsgoctl. Safe to edit.


export class PingLogic {
  constructor(_ctx: unknown, _svcCtx: unknown) {}

  public async ping() {}
}

/** Another class has a method of that name. */
export class Pinger {
  async ping(req: string): Promise<string> {
    return req;
  }
}
