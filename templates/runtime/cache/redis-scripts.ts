import type { Result } from "ioredis";

declare module "ioredis" {
  interface RedisCommander<Context> {
    /** What stands under the key, or nothing once the lease has been put there. */
    tsgoctlLease(key: string, lease: string, milliseconds: number): Result<string | null, Context>;
    tsgoctlFill(key: string, lease: string, value: string, seconds: number): Result<number, Context>;
    tsgoctlRelease(key: string, lease: string): Result<number, Context>;
    tsgoctlHold(count: number, ...keysWriterMilliseconds: readonly (string | number)[]): Result<null, Context>;
    tsgoctlDelete(count: number, ...keysAndWriter: readonly string[]): Result<null, Context>;
  }
}

/**
 * Holds are `!`, and `+writer@end` for each, in milliseconds of the server's own clock. Each writer ends its own alone. What somebody else
 * has put there, a list for example, goes the way of a value: one such key must not keep the others of the command from being dropped.
 */
const holdsOfOthers = `local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function others(key)
  local found, kept, last = redis.pcall('get', key), '', 0
  if type(found) ~= 'string' or string.sub(found, 1, 2) ~= '!+' then return kept, last end
  for writer, ends in string.gmatch(found, '%+([^+@]+)@(%d+)') do
    if writer ~= ARGV[1] and tonumber(ends) > now then
      kept = kept .. '+' .. writer .. '@' .. ends
      last = math.max(last, tonumber(ends))
    end
  end
  return kept, last
end
`;

/**
 * What has to happen in one step. In a cluster each script is given one key, since others may be elsewhere; ioredis sends a script's
 * text only once.
 */
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
  tsgoctlHold: {
    lua: `${holdsOfOthers}local ends = now + ARGV[2]
for _, key in ipairs(KEYS) do
  local kept, last = others(key)
  local holds = '!' .. kept .. '+' .. ARGV[1] .. '@' .. string.format('%.0f', ends)
  redis.call('set', key, holds, 'px', math.max(last, ends) - now)
end`,
  },
  tsgoctlDelete: {
    lua: `${holdsOfOthers}for _, key in ipairs(KEYS) do
  local kept, last = others(key)
  if kept == '' then redis.call('del', key) else redis.call('set', key, '!' .. kept, 'px', last - now) end
end`,
  },
};
