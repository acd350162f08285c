import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '#libs/kernel';
import { signingSecret } from '../src/signing-secret.js';

describe('the signing secret', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchboard-secret-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const configFor = (more: Record<string, string> = {}) => loadConfig({ DATA_DIR: join(folder, 'data'), ...more });

  it('is JWT_SECRET when that is set', async () => {
    expect(await signingSecret(configFor({ JWT_SECRET: 's'.repeat(32) }))).toBe('s'.repeat(32));
    expect(await readdir(folder)).toEqual([]);
  });

  it('is made up once, also when many processes start at the same moment, and readable by its owner alone', async () => {
    const secrets = await Promise.all(Array.from({ length: 20 }, () => signingSecret(configFor())));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]!.length).toBeGreaterThanOrEqual(64);
    expect(await signingSecret(configFor())).toBe(secrets[0]);
    expect(await readdir(join(folder, 'data'))).toEqual(['jwt-secret']);
    expect((await stat(join(folder, 'data', 'jwt-secret'))).mode & 0o077).toBe(0);
  });

  it('must be set in production', async () => {
    const servers = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db/x', RABBITMQ_URL: 'amqp://mq', REDIS_URL: 'redis://cache' };
    await expect(signingSecret(configFor(servers))).rejects.toThrow('JWT_SECRET must be set');
  });
});
