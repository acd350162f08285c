import { createHmac } from 'node:crypto';
import type { Config } from '#libs/kernel';

export const APP_ROLE = 'switchboard_app';
export const SYSTEM_ROLE = 'switchboard_system';
export const SCHEMA = 'switchboard';

/** Where the owner and the apps reach the database. */
export interface DatabaseUrls {
  /** Owner of the schema; null where the process was given only the apps' own URL and may not migrate. */
  owner: string | null;
  app: string;
}

/**
 * The apps' role and password from the owner's URL. The password is an HMAC of the owner's, so that
 * every process given the same DATABASE_URL derives the same one and nothing more has to be handed around.
 */
export function deriveAppUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.password = deriveAppPassword(ownerUrl);
  url.username = APP_ROLE;
  return url.toString();
}

export const deriveAppPassword = (ownerUrl: string): string =>
  createHmac('sha256', decodeURIComponent(new URL(ownerUrl).password)).update(APP_ROLE).digest('hex');

/** The URLs of a configured server, or null when the embedded one is to be used. */
export function configuredUrls(config: Config): DatabaseUrls | null {
  const { DATABASE_URL: owner, DATABASE_APP_URL: app } = config;
  if (owner) return { owner, app: app ?? deriveAppUrl(owner) };
  return app ? { owner: null, app } : null;
}
