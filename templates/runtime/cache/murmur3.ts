const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;
const BLOCK = 16;

/** The first 64 bits of MurmurHash3 (x64, 128 bits, seed 0) of a text in UTF-8, as go-zero spreads cache keys. */
export function murmur3(text: string): bigint {
  const bytes = Buffer.from(text);
  // Zeros after the end change nothing: a block of them is left out by the algorithm.
  const padded = Buffer.concat([bytes], Math.ceil(bytes.length / BLOCK) * BLOCK);
  let h1 = 0n;
  let h2 = 0n;
  for (let offset = 0; offset < padded.length; offset += BLOCK) {
    const isWhole = offset + BLOCK <= bytes.length;
    h1 ^= wrapped(rotated(wrapped(padded.readBigUInt64LE(offset) * C1), 31n) * C2);
    if (isWhole) h1 = wrapped((rotated(h1, 27n) + h2) * 5n + 0x52dce729n);
    h2 ^= wrapped(rotated(wrapped(padded.readBigUInt64LE(offset + 8) * C2), 33n) * C1);
    if (isWhole) h2 = wrapped((rotated(h2, 31n) + h1) * 5n + 0x38495ab5n);
  }
  const length = BigInt(bytes.length);
  h1 = wrapped((h1 ^ length) + (h2 ^ length));
  h2 = wrapped((h2 ^ length) + h1);
  return wrapped(mixed(h1) + mixed(h2));
}

function mixed(hash: bigint): bigint {
  const once = wrapped((hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn);
  const twice = wrapped((once ^ (once >> 33n)) * 0xc4ceb9fe1a85ec53n);
  return twice ^ (twice >> 33n);
}

function rotated(value: bigint, bits: bigint): bigint {
  return wrapped(value << bits) | (value >> (64n - bits));
}

function wrapped(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
