import { createHash, randomBytes } from 'node:crypto';
import { v7, validate } from 'uuid';

/** A new UUIDv7 (RFC 9562): ordered by time, so that it is kind to B-tree indexes. */
export const newId = (): string => v7();

export const isUuid = (value: string): boolean => validate(value);

/** SHA-256 as hex; for secrets with enough entropy to need no salt (API keys, refresh tokens). */
export const sha256 = (value: string): string => createHash('sha256').update(value).digest('hex');

/** `bytes` random bytes in base64url. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');
