// Code scaffolded by tsgoctl. Safe to edit.

import type { Config } from "../config/config.ts";
import { UserModel } from "../model/usermodel.ts";
import { userSchema } from "../model/usermodel_gen.ts";
import type { Cache } from "../runtime/cache/cache.ts";
import { openCache } from "../runtime/cache/cache.ts";
import type { Database } from "../runtime/database/database.ts";
import { openDatabase } from "../runtime/database/database.ts";

/** What the service is made of: everything is constructed here, once, and handed to each logic. */
export class ServiceContext {
  readonly config: Config;
  readonly database: Database;
  readonly cache: Cache;
  readonly userModel: UserModel;

  constructor(config: Config) {
    this.config = config;
    this.database = openDatabase(config.dataSource, [userSchema]);
    this.cache = openCache(config.cacheRedis);
    this.userModel = new UserModel(this.database, this.cache);
  }

  /** Called when the server has stopped. */
  async close(): Promise<void> {
    await this.cache.close();
    await this.database.close();
  }
}
