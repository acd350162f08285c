const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SEPARATOR = 0x20;

/** Starts a hash for one kind of feature, so that the word "or" and the letters "or" differ. */
export function startHash(kind: number): number {
  return extendHash(FNV_OFFSET, kind);
}

/** One FNV-1a step with a number of up to 16 bits (Fowler, Noll and Vo; here by code unit instead of by octet). */
export function extendHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

/** The hash of a feature made of numbers, in this order. */
export function hashNumbers(kind: number, ...numbers: number[]): number {
  return finishHash(numbers.reduce(extendHash, startHash(kind)));
}

/** The hash of a feature made of words, in this order. */
export function hashWords(kind: number, ...words: string[]): number {
  let hash = startHash(kind);
  for (const word of words) {
    for (let at = 0; at < word.length; at += 1) hash = extendHash(hash, word.charCodeAt(at));
    hash = extendHash(hash, SEPARATOR);
  }
  return finishHash(hash);
}

/** Spreads the hash over all 32 bits (finalizer of MurmurHash3, Appleby), since FNV-1a leaves short inputs clustered. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
