const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Starts a hash for one kind of feature, so that the word "or" and the letters "or" differ. */
export function startHash(kind: number): number {
  return extendHash(FNV_OFFSET, kind);
}

/** One FNV-1a step with a 16-bit code unit (Fowler, Noll and Vo; here by unit instead of by octet). */
export function extendHash(hash: number, codeUnit: number): number {
  return Math.imul(hash ^ codeUnit, FNV_PRIME);
}

/** Hashes a whole word onto a started hash. */
export function extendHashByText(hash: number, text: string): number {
  let extended = hash;
  for (let at = 0; at < text.length; at += 1) extended = extendHash(extended, text.charCodeAt(at));
  return extended;
}

/** Spreads the hash over all 32 bits (finalizer of MurmurHash3, Appleby), since FNV-1a leaves short inputs clustered. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
