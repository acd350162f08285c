import type { JsonObject } from '../completion.js';

/** Reads of vendor JSON that cost nothing: null where the value is not what was hoped for. */
export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const stringOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** More tokens than any call has: what a vendor counts beyond it is no count. */
const MOST_TOKENS = 100_000_000;

/** A count of tokens: a whole number of zero or more, and not beyond all reason. */
export const countOf = (value: unknown): number | null => (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS ? value : null);

/** Without the fields that have nothing to say. */
export function said(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}

/** The object that JSON text stands for; null when it is no JSON or no object. */
export function parsedObject(json: string): JsonObject | null {
  try {
    return objectOf(JSON.parse(json));
  } catch {
    return null;
  }
}
