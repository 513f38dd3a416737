export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port`, or `[address]:port` for IPv6, with commas between several; `undefined` for anything else, which may hold a password. */
export function redisAddresses(text: string): readonly RedisAddress[] | undefined {
  const addresses = text.split(",").map(redisAddress);
  return addresses.every((address) => address !== undefined) ? addresses : undefined;
}

function redisAddress(text: string): RedisAddress | undefined {
  const form = /^(?:\[(?<v6>[\d.:a-f]+(?:%\w+)?)\]|(?<name>[\w.-]+))(?::(?<port>\d{1,5}))?$/iu;
  const { v6, name, port = "6379" } = form.exec(text.trim())?.groups ?? {};
  const host = v6 ?? name;
  const isPort = Number(port) > 0 && Number(port) <= 65_535;
  return host !== undefined && isPort ? { host, port: Number(port) } : undefined;
}
