import { createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** Seals other keys. A KeyObject shows nothing of itself when it is printed or turned into JSON. */
export interface MasterKey {
  id: string;
  key: KeyObject;
}

const ENTRY = /^([\w.-]{1,50}):([A-Za-z0-9+/]{43}=)$/;

/**
 * `id:base64 of 32 bytes`, separated by commas, as `openssl rand -base64 32` makes them. What is wrong
 * is told by the position of the entry, never by its text.
 */
export const MasterKeys = z.string().transform((list, context): MasterKey[] => {
  const keys = list.split(',').map((entry) => toMasterKey(entry.trim()));
  const wrong = keys.findIndex((key) => key === null);
  if (wrong >= 0) context.addIssue({ code: 'custom', message: `entry ${wrong + 1} must be <id>:<base64 of 32 bytes>` });
  const valid = keys.filter((key) => key !== null);
  if (new Set(valid.map(({ id }) => id)).size < valid.length) context.addIssue({ code: 'custom', message: 'an id must not occur twice' });
  return valid;
});

function toMasterKey(entry: string): MasterKey | null {
  const [, id, base64] = ENTRY.exec(entry) ?? [];
  return id && base64 ? { id, key: createSecretKey(base64, 'base64') } : null;
}
