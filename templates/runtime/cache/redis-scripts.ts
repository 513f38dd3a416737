import type { Result } from "ioredis";

declare module "ioredis" {
  interface RedisCommander<Context> {
    /** What stands under the key, or nothing once the lease has been put there. */
    tsgoctlLease(key: string, lease: string, milliseconds: number): Result<string | null, Context>;
    tsgoctlFill(key: string, lease: string, value: string, seconds: number): Result<number, Context>;
    tsgoctlRelease(key: string, lease: string): Result<number, Context>;
  }
}

/** What has to happen in one step. Each script has one key, so that a cluster runs it too; ioredis sends a script's text only once. */
export const redisScripts = {
  tsgoctlLease: {
    numberOfKeys: 1,
    lua: `local found = redis.call('get', KEYS[1])
if found and found ~= '' then return found end
redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
return false`,
  },
  tsgoctlFill: {
    numberOfKeys: 1,
    lua: `if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[2], 'ex', ARGV[3])
return 1`,
  },
  tsgoctlRelease: {
    numberOfKeys: 1,
    lua: `if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('del', KEYS[1])`,
  },
};
