import type { Config } from "../config/config.ts";
import { generateToken } from "../jwtx/token.ts";
import type { User } from "../model/usermodel_gen.ts";
import type { LoginResp } from "../types/types.ts";

/** A pair of tokens: one for requests, which says who and in which role, and one to get the next pair with. */
export function issueTokens(config: Config, user: User): LoginResp {
  const now = Math.floor(Date.now() / 1000);
  const { accessSecret, accessExpire } = config.auth;
  return {
    accessToken: generateToken(accessSecret, now, accessExpire, { userId: user.id, role: user.role }),
    refreshToken: generateToken(config.refreshSecret, now, config.refreshExpire, { userId: user.id }),
    expiresIn: accessExpire,
  };
}
