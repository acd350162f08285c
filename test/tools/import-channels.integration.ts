import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyVault } from '#libs/channels';
import { loadConfig, newId } from '#libs/kernel';
import { createTestDatabase, describeWith, type TestDatabase } from '#libs/testing';
import { runImport } from '../../tools/import-channels/run-import.js';
import { fakeIo, type FakeIo } from './fake-io.js';

const MASTER_KEYS = `test:${randomBytes(32).toString('base64')}`;
const LEGACY_KEY = randomBytes(32);
const aKey = () => `sk-${randomBytes(20).toString('hex')}`;

function encrypted(secret: string, key = LEGACY_KEY): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [iv, cipher.getAuthTag(), ciphertext].map((part) => part.toString('base64')).join(':');
}

interface Imported {
  legacy: string;
  name: string;
  type: string;
  preset: string | null;
  base_url: string;
  models: string[];
  status: string;
  keys: string[];
}

describeWith('postgresql', 'the import of older credentials', () => {
  let test: TestDatabase;
  let folder: string;
  let tenantId: string;
  let slug: string;
  const vault = KeyVault.open(loadConfig({ SWITCHBOARD_MASTER_KEYS: MASTER_KEYS }));

  beforeAll(async () => {
    test = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'switchboard-import-'));
  });

  afterAll(async () => {
    await test?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    tenantId = newId();
    slug = `tenant-${tenantId}`;
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [tenantId, slug]);
  });

  const run = async (args: string[], env: NodeJS.ProcessEnv = {}, io: FakeIo = fakeIo({ env: environment(env) })) => ({ code: await runImport(['--tenant', slug, ...args], io), out: io.out(), err: io.err() });
  const environment = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ DATABASE_URL: test.owner, DATA_DIR: folder, SWITCHBOARD_MASTER_KEYS: MASTER_KEYS, LEGACY_CREDENTIALS_KEY: LEGACY_KEY.toString('hex'), ...more });

  async function csv(...lines: string[]): Promise<string> {
    const path = join(folder, `${newId()}.csv`);
    await writeFile(path, lines.join('\n'));
    return path;
  }

  async function imported(): Promise<Imported[]> {
    const channels = await test.asOwner<Imported & { id: string }>('SELECT id, legacy_credential_id AS legacy, name, type, preset, base_url, models, status FROM channels WHERE tenant_id = $1 ORDER BY created_at, name', [tenantId]);
    const keys = await test.asOwner<{ id: string; channel_id: string; sealed: Buffer; master_key_id: string }>('SELECT * FROM channel_keys WHERE tenant_id = $1 ORDER BY position', [tenantId]);
    const open = await vault;
    return channels.map(({ id, ...channel }) => ({
      ...channel,
      keys: keys.filter((key) => key.channel_id === id).map((key) => open.open({ sealed: key.sealed, masterKeyId: key.master_key_id }, { tenantId, keyId: key.id })),
    }));
  }

  it('makes channels of a CSV file, plain and encrypted keys alike', async () => {
    const [plain, sealed] = [aKey(), aKey()];
    const file = await csv('id,display_name,api_key,provider', `1,Support,${plain},OpenAI`, `2,"Refunds, large",${encrypted(sealed)},Anthropic`);
    expect(await run(['--csv', file])).toEqual({ code: 0, out: 'created 2, updated 0, unchanged 0, failed 0\n', err: '' });
    expect(await imported()).toEqual([
      { legacy: '1', name: 'Support', type: 'openai-compatible', preset: 'openai', base_url: 'https://api.openai.com/v1', models: expect.arrayContaining(['gpt-5']), status: 'enabled', keys: [plain] },
      { legacy: '2', name: 'Refunds, large', type: 'anthropic', preset: 'anthropic', base_url: 'https://api.anthropic.com', models: expect.arrayContaining(['claude-sonnet-4-5']), status: 'enabled', keys: [sealed] },
    ]);
    const audit = await test.asOwner<{ action: string; actor_kind: string; detail: object }>('SELECT action, actor_kind, detail FROM audit_log WHERE tenant_id = $1 ORDER BY created_at', [tenantId]);
    expect(audit.map(({ action, actor_kind }) => `${actor_kind} ${action}`)).toEqual(['system channel.imported', 'system channel.imported']);
    expect(audit[0]!.detail).toEqual({ name: 'Support', type: 'openai-compatible', legacy_credential_id: '1', keys: 1 });
  });

  it('may be run again: nothing is made twice, names and keys follow', async () => {
    const [first, second, third] = [aKey(), aKey(), aKey()];
    const before = await csv('id,display_name,api_key,provider', `1,One,${first},openai`, `2,Two,${second},openai`);
    await run(['--csv', before]);
    expect((await run(['--csv', before])).out).toBe('created 0, updated 0, unchanged 2, failed 0\n');
    const after = await csv('id,display_name,api_key,provider', `1,One renamed,${first},openai`, `2,Two,${third},openai`, `3,Three,${third},openai`);
    expect((await run(['--csv', after])).out).toBe('created 1, updated 2, unchanged 0, failed 0\n');
    expect((await imported()).map(({ legacy, name, keys }) => [legacy, name, keys])).toEqual([['1', 'One renamed', [first]], ['2', 'Two', [third]], ['3', 'Three', [third]]]);
  });

  it('leaves what was set here, and brings back what a fresh key can bring back', async () => {
    await run(['--csv', await csv('id,display_name,api_key,provider', `1,One,${aKey()},openai`, `2,Two,${aKey()},openai`)]);
    await test.asOwner(`UPDATE channels SET priority = 7, models = '{gpt-4o}', status = CASE legacy_credential_id WHEN '1' THEN 'auto_disabled' ELSE 'disabled' END WHERE tenant_id = $1`, [tenantId]);
    await run(['--csv', await csv('id,display_name,api_key,provider', `1,One,${aKey()},openai`, `2,Two,${aKey()},openai`)]);
    const rows = await test.asOwner('SELECT priority, models, status FROM channels WHERE tenant_id = $1 ORDER BY legacy_credential_id', [tenantId]);
    expect(rows).toEqual([{ priority: 7, models: ['gpt-4o'], status: 'enabled' }, { priority: 7, models: ['gpt-4o'], status: 'disabled' }]);
  });

  it('reads files as spreadsheets write them', async () => {
    const keys = [aKey(), aKey(), aKey()];
    const file = join(folder, 'excel.csv');
    await writeFile(file, `\ufeff"Provider","Secret Key","Credential-ID","DisplayName","Notes"\r\nopenai,${keys[0]},"7","=HYPERLINK(""http://evil.example"")",x\r\n\r\nOPEN AI,${keys[1]},8,"@SUM(1,2)",\r\ndeep-seek,${keys[2]},9,小明的鑰匙,"two\r\nlines"\r\n`);
    expect(await run(['--csv', file])).toMatchObject({ code: 0, out: 'created 3, updated 0, unchanged 0, failed 0\n' });
    expect((await imported()).map(({ legacy, name, keys: own }) => [legacy, name, own[0]]).sort()).toEqual([['7', '=HYPERLINK("http://evil.example")', keys[0]], ['8', '@SUM(1,2)', keys[1]], ['9', '小明的鑰匙', keys[2]]]);
  });

  it('takes addresses and models from the row where it has them', async () => {
    const file = await csv(
      'id,name,key,provider,base_url,models',
      `1,Proxy,${aKey()},openai,https://8.8.8.8/v1,"gpt-5, gpt-4o"`,
      `2,Own,${aKey()},custom,https://8.8.4.4/v1,qwen-3;llama-4`,
      `3,Router,${aKey()},openrouter,,`,
      '4,Here,,ollama,http://10.1.2.3:11434/v1,llama-4',
    );
    expect(await run(['--csv', file], { OUTBOUND_ALLOWED_HOSTS: '10.1.2.3' })).toMatchObject({ code: 0, err: '' });
    const rows = await test.asOwner<{ name: string; base_url: string; models: string[]; mapped: number }>('SELECT name, base_url, models, (SELECT count(*)::int FROM jsonb_object_keys(model_mapping)) AS mapped FROM channels WHERE tenant_id = $1 ORDER BY legacy_credential_id', [tenantId]);
    expect(rows).toEqual([
      { name: 'Proxy', base_url: 'https://8.8.8.8/v1', models: ['gpt-5', 'gpt-4o'], mapped: 0 },
      { name: 'Own', base_url: 'https://8.8.4.4/v1', models: ['qwen-3', 'llama-4'], mapped: 0 },
      { name: 'Router', base_url: 'https://openrouter.ai/api/v1', models: [], mapped: 7 },
      { name: 'Here', base_url: 'http://10.1.2.3:11434/v1', models: ['llama-4'], mapped: 0 },
    ]);
  });

  it('names the second of two alike by its id', async () => {
    const keys = [aKey(), aKey()];
    const file = await csv('id,display_name,api_key,provider', `a,OpenAI,${keys[0]},openai`, `b,OpenAI,${keys[1]},openai`);
    await run(['--csv', file]);
    expect((await run(['--csv', file])).out).toBe('created 0, updated 0, unchanged 2, failed 0\n');
    expect((await imported()).map(({ name }) => name)).toEqual(['OpenAI', 'OpenAI (b)']);
  });

  it('tells of each row that fails, imports the others, and shows no key', async () => {
    const keys = Array.from({ length: 12 }, aKey);
    const foreign = encrypted(keys[9]!, randomBytes(32));
    const file = await csv(
      'id,display_name,api_key,provider,base_url',
      `1,Good,${keys[0]},openai,`,
      `2,Unknown,${keys[1]},acme-ai,`,
      `3,Shifted, left,${keys[2]},openai,`,
      '4,No key,,openai,',
      `5,Private,${keys[3]},openai,http://192.168.0.1/v1`,
      `1,Twice,${keys[4]},openai,`,
      `,No id,${keys[5]},openai,`,
      `6,Wrong column,openai,${keys[6]},`,
      `7,A key with a blank,"${keys[7]} ${keys[8]}",openai,`,
      `8,Not ours,${foreign},openai,`,
      `9,No models,${keys[10]},ollama,`,
      `10,Also good,${keys[11]},openai,`,
    );
    const { code, out, err } = await run(['--csv', file]);
    expect({ code, out }).toEqual({ code: 1, out: 'created 2, updated 0, unchanged 0, failed 10\n' });
    expect(err.trim().split('\n')).toEqual([
      'line 3: the provider "acme-ai" is not known',
      'line 4: it has 6 fields where there are 5 columns',
      'line 5: it has no key',
      expect.stringMatching(/^line 6: .*192\.168\.0\.1/),
      'line 7: its id is that of line 2',
      expect.stringMatching(/^line 8: id: /),
      'line 9: its provider is not known',
      'line 10: keys.0: must be printable ASCII without spaces',
      'line 11: its encrypted key does not open with LEGACY_CREDENTIALS_KEY',
      'line 12: models: name at least one model',
    ]);
    for (const key of [...keys, foreign]) expect(out + err).not.toContain(key);
    expect((await imported()).map(({ name }) => name)).toEqual(['Good', 'Also good']);
  });

  it('refuses to turn a channel into another provider’s', async () => {
    const key = aKey();
    await run(['--csv', await csv('id,name,key,provider', `1,One,${key},openai`)]);
    const { code, err } = await run(['--csv', await csv('id,name,key,provider', `1,One,${key},anthropic`)]);
    expect(code).toBe(1);
    expect(err).toBe('line 2: its channel is one of openai; delete that to import it as one of anthropic\n');
  });

  it('writes nothing in a dry run, and tells the same', async () => {
    const [old, fresh] = [aKey(), aKey()];
    await run(['--csv', await csv('id,name,key,provider', `1,One,${old},openai`)]);
    const file = await csv('id,name,key,provider', `1,One,${fresh},openai`, `2,Two,${fresh},openai`, `3,Three,${fresh},acme`);
    const before = await imported();
    const dry = await run(['--csv', file, '--dry-run']);
    expect(dry).toMatchObject({ code: 1, out: 'dry run, nothing is written: created 1, updated 1, unchanged 0, failed 1\n' });
    expect(await imported()).toEqual(before);
    const real = await run(['--csv', file]);
    expect({ out: real.out, err: real.err }).toEqual({ out: 'created 1, updated 1, unchanged 0, failed 1\n', err: dry.err });
  });

  it('by two at once makes nothing twice', async () => {
    const file = await csv('id,name,key,provider', ...Array.from({ length: 10 }, (_, index) => `${index},Same,${aKey()},openai`));
    const both = await Promise.all([run(['--csv', file]), run(['--csv', file])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await imported()).toHaveLength(10);
  });

  describe('from a table', () => {
    const keys = [aKey(), aKey(), aKey()];

    beforeAll(async () => {
      await test.asOwner('CREATE SCHEMA old');
      await test.asOwner('CREATE TABLE old.supplier_credentials (id serial PRIMARY KEY, display_name text, encrypted_key text, plain_key text, provider varchar(50), created_at timestamptz DEFAULT now())');
      await test.asOwner('CREATE TABLE public."Odd Name" (id uuid, name text, "apiKey" bytea, vendor text)');
      await test.asOwner('INSERT INTO old.supplier_credentials (display_name, encrypted_key, plain_key, provider) VALUES ($1, $2, NULL, $3), ($4, NULL, $5, $6)', ['First', encrypted(keys[0]!), 'Claude', 'Second', keys[1], 'gemini']);
      await test.asOwner('INSERT INTO public."Odd Name" VALUES ($1, $2, $3, $4)', [newId(), 'Third', Buffer.from(keys[2]!), 'doubao']);
    });

    it('makes channels of its rows, and may be run again', async () => {
      expect(await run(['--table', 'old.supplier_credentials'])).toEqual({ code: 0, out: 'created 2, updated 0, unchanged 0, failed 0\n', err: '' });
      expect((await run(['--table', 'old.supplier_credentials', '--database', test.owner])).out).toBe('created 0, updated 0, unchanged 2, failed 0\n');
      expect((await run(['--table', '"Odd Name"'])).out).toBe('created 1, updated 0, unchanged 0, failed 0\n');
      expect((await imported()).map(({ legacy, name, preset, keys: own }) => [legacy, name, preset, own])).toEqual([['1', 'First', 'anthropic', [keys[0]]], ['2', 'Second', 'gemini', [keys[1]]], [expect.any(String), 'Third', 'doubao', [keys[2]]]]);
    });

    it('reads more rows than one fetch', async () => {
      await test.asOwner('CREATE TABLE old.many AS SELECT n AS id, $1::text AS key, $2::text AS provider FROM generate_series(1, 401) n', ['sk-the-same-for-all-of-them', 'openai']);
      expect((await run(['--table', 'old.many'])).out).toBe('created 401, updated 0, unchanged 0, failed 0\n');
    });

    it.each(['supplier_credentials', 'old.nothing', 'old.supplier_credentials; DROP TABLE channels', '(SELECT 1)', "x'y", ''])('takes nothing but the name of a table: %s', async (table) => {
      const { code, err } = await run(['--table', table]);
      expect(code).toBe(2);
      expect(err).toContain('Usage: ');
      expect(await test.asOwner('SELECT count(*) FROM channels')).toHaveLength(1);
    });

    it('says when its database is not there, without its password', async () => {
      const { code, err } = await run(['--table', 'x', '--database', 'postgres://me:hidden-password@127.0.0.1:1/x']);
      expect(code).toBe(2);
      expect(err).toContain('cannot be reached (ECONNREFUSED)');
      expect(err).not.toContain('hidden-password');
    });
  });

  describe('explains a command line that cannot be carried out', () => {
    const file = () => csv('id,name,key,provider', `1,One,${aKey()},openai`);

    it.each([
      ['no tenant of that name', async () => ['--tenant', 'nobody', '--csv', await file()], 'There is no tenant "nobody"'],
      ['no source', () => [], 'Pass one of --csv and --table'],
      ['two sources', async () => ['--csv', await file(), '--table', 'x'], 'Pass one of --csv and --table'],
      ['a file that is not there', () => ['--csv', join(folder, 'nothing.csv')], 'cannot be read (ENOENT)'],
      ['a folder', () => ['--csv', folder], 'cannot be read (EISDIR)'],
      ['an empty file', async () => ['--csv', await csv('')], 'is empty'],
      ['no column of keys', async () => ['--csv', await csv('id,name,provider', '1,One,openai')], 'No column is called api_key'],
      ['an unknown form of keys', async () => ['--csv', await file(), '--keys', 'rot13'], '--keys takes auto, plain, encrypted'],
    ])('%s', async (_, args, message) => {
      const { code, out, err } = await run(await args());
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(message);
    });

    it('a first line that is data, without showing it', async () => {
      const key = aKey();
      const { code, err } = await run(['--csv', await csv(`1,One,${key},openai`)]);
      expect(code).toBe(2);
      expect(err).not.toContain(key);
    });

    it('a quote that is never closed, without showing what follows', async () => {
      const key = aKey();
      const { code, err } = await run(['--csv', await csv('id,name,key,provider', `1,"One,${key},openai`)]);
      expect(code).toBe(2);
      expect(err).toContain('is no valid CSV (CSV_QUOTE_NOT_CLOSED)');
      expect(err).not.toContain(key);
    });
  });

  describe('with encrypted keys', () => {
    it('needs the key they are under', async () => {
      const { code, err } = await run(['--csv', await csv('id,name,encrypted_key,provider', `1,One,${encrypted(aKey())},openai`)], { LEGACY_CREDENTIALS_KEY: '' });
      expect(code).toBe(1);
      expect(err).toBe('line 2: its key is encrypted, or looks so: set LEGACY_CREDENTIALS_KEY, or pass --keys plain\n');
    });

    it('takes a passphrase', async () => {
      const secret = aKey();
      const file = await csv('id,name,encrypted_key,provider', `1,One,${encrypted(secret, createHash('sha256').update('old phrase').digest())},openai`);
      expect((await run(['--csv', file, '--passphrase'], { LEGACY_CREDENTIALS_KEY: 'old phrase' })).code).toBe(0);
      expect((await imported())[0]!.keys).toEqual([secret]);
    });

    it('takes them as they are when told so', async () => {
      const text = encrypted(aKey());
      await run(['--csv', await csv('id,name,key,provider', `1,One,${text},openai`), '--keys', 'plain']);
      expect((await imported())[0]!.keys).toEqual([text]);
    });

    it('takes nothing in a column of encrypted keys for a plain one', async () => {
      const key = aKey();
      const { code, err } = await run(['--csv', await csv('id,name,encrypted_key,provider', `1,One,${key},openai`)]);
      expect(code).toBe(1);
      expect(err).toBe('line 2: its encrypted key has none of the known forms\n');
    });
  });

  it('says at once that there is no master key to keep keys under', async () => {
    const production = { NODE_ENV: 'production', RABBITMQ_URL: 'amqp://x', REDIS_URL: 'redis://x', SWITCHBOARD_MASTER_KEYS: '' };
    const { code, out, err } = await run(['--csv', await csv('id,name,key,provider', `1,One,${aKey()},openai`)], production);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe('Set SWITCHBOARD_MASTER_KEYS: keys are kept sealed or not at all\n');
  });

  it('stops between two rows when it is interrupted', async () => {
    const io = fakeIo({ env: environment({}) });
    io.stop();
    expect(await run(['--csv', await csv('id,name,key,provider', `1,One,${aKey()},openai`)], {}, io)).toMatchObject({ code: 130, out: 'created 0, updated 0, unchanged 0, failed 0\n' });
  });
});
