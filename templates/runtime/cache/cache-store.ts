/** Where cached texts are kept. Any call may fail, and a cache that fails is a cache that is empty. */
export interface CacheStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, seconds: number): Promise<void>;
  /** Leaves a value that is there as it is. */
  setIfAbsent(key: string, value: string, seconds: number): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
