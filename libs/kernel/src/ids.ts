import { createHash, randomBytes, randomFillSync } from 'node:crypto';
import { v7, validate } from 'uuid';

/** Random bytes are drawn for many ids at a time: a call to the system's generator costs more than the id. */
const POOL_BYTES = 4_096;
const ID_BYTES = 16;
const pool = new Uint8Array(POOL_BYTES);
let drawn = POOL_BYTES;

function pooledRandom(): Uint8Array {
  if (drawn === POOL_BYTES) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += ID_BYTES;
  return pool.subarray(drawn - ID_BYTES, drawn);
}

/** A new UUIDv7 (RFC 9562): ordered by time (to the millisecond), so that it is kind to B-tree indexes. */
export const newId = (): string => v7({ rng: pooledRandom });

export const isUuid = (value: string): boolean => validate(value);

/** SHA-256 as hex; for secrets with enough entropy to need no salt (API keys, refresh tokens). */
export const sha256 = (value: string): string => createHash('sha256').update(value).digest('hex');

/** `bytes` random bytes in base64url. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');
