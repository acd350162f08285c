import type { EntityScan } from './entity-scan.js';

const URL = /(?:https?:\/\/|www\.)[!-~]{1,2000}/gi;
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?![\w@])/gi;

/** E-mail addresses. Addresses of pages are no entities, and the figures in them are not either. */
export function findAddresses(scan: EntityScan): void {
  scan.skip(URL);
  scan.take('email', EMAIL, ([text]) => ({ value: text.toLowerCase() }));
}
