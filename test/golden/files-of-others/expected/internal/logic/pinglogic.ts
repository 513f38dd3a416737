// ours
export class PingLogic {
  constructor(..._given: unknown[]) {}

  async ping(): Promise<void> {}
}
