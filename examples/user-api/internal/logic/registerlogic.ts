// Code scaffolded by tsgoctl. Safe to edit.

import type { RequestContext } from "../runtime/context.ts";
import { DuplicateKeyError } from "../runtime/database/database.ts";
import { CodeError } from "../runtime/errors.ts";
import type { ServiceContext } from "../svc/servicecontext.ts";
import type { RegisterReq, UserInfoResp } from "../types/types.ts";
import { hashPassword } from "./passwordhash.ts";

/** What the column `username` holds. */
const LONGEST_USERNAME = 64;
const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 256;

export class RegisterLogic {
  protected readonly ctx: RequestContext;
  protected readonly svcCtx: ServiceContext;

  constructor(ctx: RequestContext, svcCtx: ServiceContext) {
    this.ctx = ctx;
    this.svcCtx = svcCtx;
  }

  async register(req: RegisterReq): Promise<UserInfoResp> {
    refuseUnfit(req);
    const user = { username: req.username, password: await hashPassword(req.password), role: "user" };
    try {
      const id = await this.svcCtx.userModel.insert(user);
      return { id, username: user.username, role: user.role };
    } catch (error) {
      if (error instanceof DuplicateKeyError) throw new CodeError(409, "the username is taken");
      throw error;
    }
  }
}

function refuseUnfit({ username, password }: RegisterReq): void {
  const name = Array.from(username).length;
  if (name === 0 || name > LONGEST_USERNAME) {
    throw new CodeError(400, `the username must have 1 to ${LONGEST_USERNAME} characters`);
  }
  const secret = Array.from(password).length;
  if (secret < SHORTEST_PASSWORD || secret > LONGEST_PASSWORD) {
    throw new CodeError(400, `the password must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`);
  }
}
