// Code scaffolded by tsgoctl. Safe to edit.

import type { Config } from "../config/config.ts";

/** What the service is made of: everything is constructed here, once, and handed to each logic. */
export class ServiceContext {
  readonly config: Config;

  constructor(config: Config) {
    this.config = config;
  }

  /** Called when the server has stopped. */
  async close(): Promise<void> {}
}
