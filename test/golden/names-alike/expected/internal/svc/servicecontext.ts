// Code scaffolded by tsgoctl. Safe to edit.

import type { Config } from "../config/config.ts";
import { CacheMiddleware } from "../middleware/cachemiddleware.ts";
import { CloseMiddleware } from "../middleware/closemiddleware.ts";
import { ConfigMiddleware } from "../middleware/configmiddleware.ts";
import { ConstructorMiddleware } from "../middleware/constructormiddleware.ts";
import { DatabaseMiddleware } from "../middleware/databasemiddleware.ts";
import { UserModelMiddleware } from "../middleware/usermodelmiddleware.ts";
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
  readonly cacheMiddleware: CacheMiddleware;
  readonly databaseMiddleware: DatabaseMiddleware;
  readonly userModelMiddleware: UserModelMiddleware;
  readonly configMiddleware: ConfigMiddleware;
  readonly constructorMiddleware: ConstructorMiddleware;
  readonly closeMiddleware: CloseMiddleware;

  constructor(config: Config) {
    this.config = config;
    this.database = openDatabase(config.dataSource, [userSchema]);
    this.cache = openCache(config.cacheRedis);
    this.userModel = new UserModel(this.database, this.cache);
    this.cacheMiddleware = new CacheMiddleware();
    this.databaseMiddleware = new DatabaseMiddleware();
    this.userModelMiddleware = new UserModelMiddleware();
    this.configMiddleware = new ConfigMiddleware();
    this.constructorMiddleware = new ConstructorMiddleware();
    this.closeMiddleware = new CloseMiddleware();
  }

  /** Called when the server has stopped. */
  async close(): Promise<void> {
    await this.cache.close();
    await this.database.close();
  }
}
