const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** 32 bits of a feature's name: FNV-1a over UTF-16 units (Fowler, Noll and Vo), finished as MurmurHash3 does (Appleby). */
export function featureHash(name: string): number {
  let hash = OFFSET;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
