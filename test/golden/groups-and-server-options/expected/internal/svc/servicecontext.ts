// Code scaffolded by tsgoctl. Safe to edit.

import type { Config } from "../config/config.ts";
import { AuthCheckMiddleware } from "../middleware/authcheckmiddleware.ts";
import { RateLimitMiddleware } from "../middleware/ratelimitmiddleware.ts";

/** What the service is made of: everything is constructed here, once, and handed to each logic. */
export class ServiceContext {
  readonly config: Config;
  readonly rateLimit: RateLimitMiddleware;
  readonly authCheck: AuthCheckMiddleware;

  constructor(config: Config) {
    this.config = config;
    this.rateLimit = new RateLimitMiddleware();
    this.authCheck = new AuthCheckMiddleware();
  }

  /** Called when the server has stopped. */
  async close(): Promise<void> {}
}
