// Our own.
export class ServiceContext {
  constructor(_given: unknown) {}

  async close(): Promise<void> {}
}
