// Code scaffolded by tsgoctl. Safe to edit.

import type { SqlTransaction } from "../runtime/database/database.ts";
import { DefaultUserModel } from "./usermodel_gen.ts";

/** Queries of table user beyond those by its keys go here. */
export class UserModel extends DefaultUserModel {
  /** This model as part of a transaction. */
  withSession(session: SqlTransaction): UserModel {
    return new UserModel(session, this.cache);
  }

  /** Runs `work` in a transaction of its own, with this model as part of it; `session` makes other models part of it too. */
  async transact<Result>(work: (model: UserModel, session: SqlTransaction) => Promise<Result>): Promise<Result> {
    return await this.database.transact(async (session) => await work(this.withSession(session), session));
  }
}
