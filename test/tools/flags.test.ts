import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readChatOptions } from '../../tools/chat/chat-options.js';
import { readLoadOptions } from '../../tools/load/load-options.js';
import { UsageError } from '../../tools/shared/usage-error.js';

const ENV = { SWITCHBOARD_DEMO_API_KEY: 'env-key' };

describe('flags of the load tool', () => {
  it('default to the low profile on this machine', async () => {
    expect(await readLoadOptions([], ENV)).toEqual({
      users: 10,
      requests: 5,
      json: false,
      baseUrl: 'http://127.0.0.1:3000',
      apiKey: 'env-key',
    });
  });

  it.each([
    ['medium', 50, 10],
    ['high', 100, 10],
  ])('know the profile %s', async (profile, users, requests) => {
    expect(await readLoadOptions(['--profile', profile], ENV)).toMatchObject({ users, requests });
  });

  it('let explicit numbers win over the profile', async () => {
    const args = ['--users', '3', '--profile', 'high', '--key', 'flag-key'];
    expect(await readLoadOptions(args, ENV)).toMatchObject({ users: 3, requests: 10, apiKey: 'flag-key' });
  });

  it.each([
    [['--profile', 'huge']],
    [['--profile', 'toString']],
    [['--users', '0']],
    [['--users', '1e3']],
    [['--users', '-5']],
    [['--requests', '2.5']],
    [['--requests', '1001']],
    [['--users']],
    [['--colour', 'red']],
    [['high']],
    [['--url', 'ftp://127.0.0.1']],
    [['--url', 'nonsense']],
    [['--key', 'two\nlines']],
  ])('refuse %j', async (args) => {
    await expect(readLoadOptions(args, ENV)).rejects.toBeInstanceOf(UsageError);
  });

  it('give no options when help was asked for, even without a key', async () => {
    expect(await readLoadOptions(['-h'], {})).toBeUndefined();
  });
});

describe('the API key', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchboard-tools-'));
    await writeFile(join(folder, 'demo-credentials.json'), '{"api_key":"file-key"}');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['http://127.0.0.1:3000', 'http://localhost:3000/', 'http://[::1]:3000'])(
    'comes from the data folder for %s',
    async (url) => {
      expect(await readChatOptions(['--url', url], { DATA_DIR: folder })).toMatchObject({ apiKey: 'file-key' });
    },
  );

  it.each(['http://shop.example', 'http://127.0.0.1.shop.example', 'http://localhost.shop.example'])(
    'of the data folder is not sent to %s',
    async (url) => {
      await expect(readChatOptions(['--url', url], { DATA_DIR: folder })).rejects.toThrow('No API key');
    },
  );

  it('comes from the environment before the data folder', async () => {
    expect(await readChatOptions([], { ...ENV, DATA_DIR: folder })).toMatchObject({ apiKey: 'env-key' });
  });

  it('is missed by name of the file when there is none', async () => {
    const missing = join(folder, 'missing');
    await expect(readChatOptions([], { DATA_DIR: missing })).rejects.toThrow(join(missing, 'demo-credentials.json'));
  });
});

describe('the address', () => {
  it('keeps a path and loses slashes, query and fragment', async () => {
    const options = await readChatOptions(['--url', 'https://shop.example/support//?a=b#c'], ENV);
    expect(options?.baseUrl).toBe('https://shop.example/support');
  });
});
