// source: ping.api

export function pingHandler(_svcCtx: unknown) {
  return async (): Promise<string> => "taken over";
}
