import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig, newId } from '#libs/kernel';
import { KeyVault } from '../../src/vault/key-vault.js';

const fresh = () => randomBytes(32).toString('base64');
const place = { tenantId: newId(), keyId: newId() };
const SERVERS = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db/x', RABBITMQ_URL: 'amqp://mq', REDIS_URL: 'redis://cache' };

describe('SWITCHBOARD_MASTER_KEYS', () => {
  it('is a list of which the first seals', async () => {
    const [a, b] = [fresh(), fresh()];
    const both = await KeyVault.open(loadConfig({ SWITCHBOARD_MASTER_KEYS: ` 2026-11:${a} , old.key:${b}` }));
    const onlyOld = await KeyVault.open(loadConfig({ SWITCHBOARD_MASTER_KEYS: `old.key:${b}` }));
    expect(both.sealsUnder).toBe('2026-11');
    expect(both.open(onlyOld.seal('secret', place), place)).toBe('secret');
  });

  const good = `a:${fresh()}`;
  it.each([
    ['no id', fresh(), 1],
    ['an empty id', `:${fresh()}`, 1],
    ['a short key', `a:${randomBytes(31).toString('base64')}`, 1],
    ['a long key', `a:${randomBytes(33).toString('base64')}`, 1],
    ['hex', `a:${randomBytes(32).toString('hex')}`, 1],
    ['a second entry that is wrong', `${good},b:nonsense`, 2],
    ['a comma at the end', `${good},`, 2],
  ])('with %s stops the start by its position, and does not show it', (_, value, position) => {
    const start = () => loadConfig({ SWITCHBOARD_MASTER_KEYS: value });
    expect(start).toThrow(`SWITCHBOARD_MASTER_KEYS: entry ${position} must be <id>:<base64 of 32 bytes>`);
    expect(start).not.toThrow(value.slice(3, 20));
  });

  it('must not have an id twice', () => {
    expect(() => loadConfig({ SWITCHBOARD_MASTER_KEYS: `a:${fresh()},a:${fresh()}` })).toThrow('an id must not occur twice');
  });

  it('is not shown by a configuration that is printed or logged', () => {
    const key = fresh();
    const config = loadConfig({ SWITCHBOARD_MASTER_KEYS: `a:${key}` });
    const bytes = Buffer.from(key, 'base64');
    for (const text of [inspect(config, { depth: 9 }), JSON.stringify(config)]) {
      for (const secret of [key, bytes.toString('hex'), bytes.toString('latin1'), [...bytes].join(',')]) expect(text).not.toContain(secret);
    }
  });
});

describe('without SWITCHBOARD_MASTER_KEYS', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchboard-vault-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (more: Record<string, string> = {}) => KeyVault.open(loadConfig({ DATA_DIR: folder, ...more }));

  it('a key is made up once, also when many processes start at the same moment, readable by its owner alone', async () => {
    const vaults = await Promise.all(Array.from({ length: 10 }, () => open()));
    const sealed = vaults[0]!.seal('secret', place);
    for (const vault of [...vaults, await open()]) expect(vault.open(sealed, place)).toBe('secret');
    expect(await readdir(folder)).toEqual(['master-keys']);
    expect((await stat(join(folder, 'master-keys'))).mode & 0o077).toBe(0);
  });

  it('the kept key can be moved into the environment as it is', async () => {
    const sealed = (await open()).seal('secret', place);
    const moved = await open({ SWITCHBOARD_MASTER_KEYS: await readFile(join(folder, 'master-keys'), 'utf8'), DATA_DIR: join(folder, 'elsewhere') });
    expect(moved.open(sealed, place)).toBe('secret');
  });

  it('a file that holds something else stops the start', async () => {
    await writeFile(join(folder, 'master-keys'), 'something else');
    await expect(open()).rejects.toThrow('does not hold master keys any more');
  });

  it('production starts, and keeps no keys', async () => {
    const vault = await open(SERVERS);
    expect(() => vault.seal('secret', place)).toThrow(expect.objectContaining({ code: 'master_key_missing', status: 503 }));
    expect(await readdir(folder)).toEqual([]);
  });

  it('embedded production has a made-up key like its other embedded parts', async () => {
    const vault = await open({ NODE_ENV: 'production', ALLOW_EMBEDDED_IN_PRODUCTION: 'true' });
    expect(vault.open(vault.seal('secret', place), place)).toBe('secret');
  });
});
