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

const SEQUENCE_VALUES = 2 ** 32;
let lastMs = 0;
let sequence = 0;

/**
 * A new UUIDv7, greater than all that this process made before, so that rows of one transaction, which have one
 * time, can be read in the order they were written in; ordered by time between processes, which is kind to B-trees.
 * RFC 9562 §6.2, method 1: within a millisecond, or while the clock goes back, a counter from a random start.
 */
export function newId(): string {
  const random = pooledRandom();
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else {
    sequence = (sequence + 1) % SEQUENCE_VALUES;
    if (sequence === 0) lastMs += 1;
  }
  return v7({ random, msecs: lastMs, seq: sequence });
}

export const isUuid = (value: string): boolean => validate(value);

/** SHA-256 as hex; for secrets with enough entropy to need no salt (API keys, refresh tokens). */
export const sha256 = (value: string): string => createHash('sha256').update(value).digest('hex');

/** `bytes` random bytes in base64url. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');
