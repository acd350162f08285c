/**
 * Environment of every program that this folder starts: the database must not inherit the platform's secrets, and
 * programs must answer in English. Windows programs do not start without their inherited environment.
 */
export const CLEAN_ENVIRONMENT: NodeJS.ProcessEnv | undefined =
  process.platform === 'win32' ? undefined : { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };
