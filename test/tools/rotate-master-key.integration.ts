import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ChannelStore, KeyVault } from '#libs/channels';
import { CreateChannel } from '#libs/contracts';
import { loadConfig, newId } from '#libs/kernel';
import { OutboundPolicy } from '#libs/outbound';
import { createTestDatabase, describeWith, type TestDatabase } from '#libs/testing';
import { runRotation } from '../../tools/rotate-master-key/run-rotation.js';
import { fakeIo } from './fake-io.js';

const aMasterKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
const [OLD, NEW] = [aMasterKey('old'), aMasterKey('new')];

describeWith('postgresql', 'the tool that rotates the master key', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
    const tenantId = newId();
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [tenantId, 'tenant']);
    const store = new ChannelStore(test.database, await KeyVault.open(loadConfig({ SWITCHBOARD_MASTER_KEYS: OLD })), new OutboundPolicy(''), { changed: () => undefined });
    await store.create(tenantId, null, CreateChannel.parse({ type: 'openai-compatible', preset: 'openai', name: 'a', keys: ['sk-one-of-two-keys', 'sk-two-of-two-keys'], models: ['gpt-5'] }));
  });

  afterAll(() => test?.drop());

  const run = async (masterKeys: string, ...args: string[]) => {
    const io = fakeIo({ env: { DATABASE_URL: test.owner, SWITCHBOARD_MASTER_KEYS: masterKeys } });
    return { code: await runRotation(args, io), out: io.out(), err: io.err() };
  };

  it('changes nothing where the old key is missing, and says so by row', async () => {
    const { code, out, err } = await run(NEW);
    expect({ code, out }).toEqual({ code: 1, out: 'resealed 0 under "new", failed 2\n' });
    expect(err.match(/^key [0-9a-f-]{36} of tenant [0-9a-f-]{36}: The master key "old" is not among SWITCHBOARD_MASTER_KEYS$/gm)).toHaveLength(2);
  });

  it('seals everything under the first key, once, and prints how much', async () => {
    expect(await run(`${NEW},${OLD}`)).toEqual({ code: 0, out: 'resealed 2 under "new", failed 0\n', err: 'resealed 2, failed 0\n' });
    expect((await run(`${NEW},${OLD}`)).out).toBe('resealed 0 under "new", failed 0\n');
    expect((await run(NEW)).code).toBe(0);
  });

  it('says when there is no database, or no master key', async () => {
    const away = fakeIo({ env: { DATABASE_URL: 'postgres://me:hidden-password@127.0.0.1:1/x', SWITCHBOARD_MASTER_KEYS: NEW } });
    expect(await runRotation([], away)).toBe(2);
    expect(away.err()).toContain('cannot be opened');
    expect(away.err()).not.toContain('hidden-password');
    const bare = fakeIo({ env: { DATABASE_URL: test.owner, NODE_ENV: 'production', RABBITMQ_URL: 'amqp://x', REDIS_URL: 'redis://x' } });
    expect(await runRotation([], bare)).toBe(1);
    expect(bare.err()).toBe('Set SWITCHBOARD_MASTER_KEYS: keys are kept sealed or not at all\n');
  });

  it('explains itself', async () => {
    expect(await run(NEW, '--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: npm run rotate-master-key') });
    expect((await run(NEW, '--force')).code).toBe(2);
    const wrong = await run('new:nonsense');
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('SWITCHBOARD_MASTER_KEYS: entry 1') });
    expect(wrong.err).not.toContain('nonsense');
  });
});
