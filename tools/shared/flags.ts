import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './usage-error.js';

/** parseArgs, strict and without positionals. Throws UsageError. */
export function parseFlags<const T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A flag's whole number from 1 to `max`. Throws UsageError. */
export function countFlag(name: string, value: string, max: number): number {
  const count = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (count >= 1 && count <= max) return count;
  throw new UsageError(`--${name} takes a whole number from 1 to ${max}, not "${value}"`);
}

/** The server's address without a slash at its end. Throws UsageError. */
export function baseUrlFlag(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  throw new UsageError(`--${name} takes an address such as http://127.0.0.1:3000, not "${value}"`);
}
