import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** One of the settings that OWASP's password storage sheet recommends: 32 MiB and about a fifth of a second each. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** What is stored in place of a password: `scrypt$SALT$KEY`, both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derivedKey(password, salt);
  return `scrypt$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Whether the hash was made from the password. Without a hash it takes as long and says no, so that nobody learns who is registered. */
export async function checkPasswordHash(password: string, hash: string | undefined): Promise<boolean> {
  const [algorithm, salt = "", key = ""] = (hash ?? "").split("$");
  const actual = await derivedKey(password, Buffer.from(salt, "base64url"));
  const expected = Buffer.from(key, "base64url");
  return algorithm === "scrypt" && expected.length === KEY_BYTES && timingSafeEqual(actual, expected);
}

async function derivedKey(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, KEY_BYTES, COST, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
