import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { findObstacle } from '../src/embedded/find-obstacle.js';
import { resolveBinaries } from '../src/embedded/resolve-binaries.js';
import { restoreSymlinks } from '../src/embedded/restore-symlinks.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/embedded/start-embedded-postgres.js';
import { watchParent } from '../src/embedded/watch-parent.js';

jest.setTimeout(120_000);

let dataDir: string;
let running: EmbeddedPostgres | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'switchboard-pg-'));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ dataDir });
  return running;
}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

describe('the embedded PostgreSQL', () => {
  it('starts on an empty folder, durable, with UTF-8 and with trigrams of Chinese text', async () => {
    const { url } = await start();
    await query(url, 'CREATE EXTENSION pg_trgm');
    const [row] = await query<Record<string, unknown>>(
      url,
      `SELECT current_database() AS database, current_setting('fsync') AS fsync,
        current_setting('synchronous_commit') AS commit, current_setting('server_encoding') AS encoding,
        upper('é') AS upper, similarity('我要退貨', '我想退貨') > 0 AS similar`,
    );
    expect(row).toEqual({
      database: 'switchboard',
      fsync: 'on',
      commit: 'on',
      encoding: 'UTF8',
      upper: 'É',
      similar: true,
    });
  });

  it('keeps the password private and leaves no work folder', async () => {
    const names = await readdir(dataDir);
    expect(names.sort()).toEqual(['postgres', 'postgres-credentials.json', 'postgres.log']);
    expect((await stat(join(dataDir, 'postgres-credentials.json'))).mode & 0o777).toBe(0o600);
  });

  it('refuses a wrong password', async () => {
    const url = new URL((await start()).url);
    url.password = 'wrong';
    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps data across a stop and a start', async () => {
    const first = await start();
    await query(first.url, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('退款')");
    await first.stop();
    await first.stop();
    await expect(query(first.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const second = await start();
    expect(await query(second.url, 'SELECT word FROM kept')).toEqual([{ word: '退款' }]);
  });

  it('keeps committed data when the server is killed, even with a query in progress', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE survived (n int); INSERT INTO survived SELECT generate_series(1, 1000)');
    const busy = query(first.url, 'SELECT count(*) FROM generate_series(1, 100000000000)').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    process.kill(await serverPid(), 'SIGKILL');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT count(*)::int AS n FROM survived')).toEqual([{ n: 1000 }]);
    await busy;
  });

  it('refuses a second start on the same folder and leaves the first alone', async () => {
    const { url } = await start();
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      name: 'EmbeddedPostgresError',
      code: 'data_dir_in_use',
    });
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts over a stale lock and a stale pid that another program got', async () => {
    await (await start()).stop();
    // The server's own account: a pid of another account would not hinder the server.
    const { uid } = await stat(join(dataDir, 'postgres'));
    const other = spawn('sleep', ['60'], { uid, cwd: '/' });
    try {
      const holder = { pid: other.pid, startMark: 'of an earlier process', since: new Date(0).toISOString() };
      await writeFile(join(dataDir, 'switchboard.lock'), JSON.stringify(holder));
      await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), `${other.pid}\n`);
      expect(await query((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(other.exitCode ?? other.signalCode).toBeNull();
    } finally {
      other.kill();
    }
  });

  it('stops a server that an earlier process left running', async () => {
    const abandoned = await start();
    const pid = await serverPid();
    await rm(join(dataDir, 'switchboard.lock'));
    const lines: string[] = [];
    running = await startEmbeddedPostgres({ dataDir, logger: (line) => lines.push(line) });
    expect(lines).toEqual([expect.stringContaining(`pid ${pid}`)]);
    await expect(query(abandoned.url, 'SELECT 1')).rejects.toThrow();
    expect(await query(running.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('clears away the work of a first start that was killed', async () => {
    const halfMade = await mkdtemp(join(tmpdir(), 'switchboard-pg-'));
    try {
      await mkdir(join(halfMade, 'postgres-initdb-killed', 'cluster'), { recursive: true });
      const database = await startEmbeddedPostgres({ dataDir: halfMade });
      await database.stop();
      expect((await readdir(halfMade)).filter((name) => name.includes('initdb'))).toEqual([]);
    } finally {
      await rm(halfMade, { recursive: true, force: true });
    }
  });

  it('says when the credentials of a cluster are lost', async () => {
    const file = join(dataDir, 'postgres-credentials.json');
    const credentials = await readFile(file);
    await rm(file);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'credentials_invalid' });
    await writeFile(file, credentials, { mode: 0o600 });
  });

  it('quotes the server log when the server does not start', async () => {
    const file = join(dataDir, 'postgres', 'postgresql.auto.conf');
    const settings = await readFile(file);
    await writeFile(file, 'no_such_setting = 1\n');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'server_start_failed',
      message: expect.stringContaining('no_such_setting'),
    });
    await writeFile(file, settings);
    await start();
  });
});

describe('the watcher of the platform process', () => {
  it('stops the server when that process is gone without a stop', async () => {
    const cluster = await mkdtemp(join(tmpdir(), 'switchboard-watch-'));
    const server = spawn('sleep', ['60']);
    await writeFile(join(cluster, 'postmaster.pid'), `${server.pid}\n`);
    watchParent(cluster, server.pid as number)?.stdin?.destroy();
    const [, signal] = (await once(server, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGINT');
    await rm(cluster, { recursive: true });
  });
});

describe('the PostgreSQL programs', () => {
  it('are missing with a clear error on a platform without binaries', async () => {
    await expect(resolveBinaries('aix', 'ppc')).rejects.toMatchObject({ code: 'platform_unsupported' });
  });

  it('get the library links that an install without scripts leaves out', async () => {
    const root = await mkdtemp(join(tmpdir(), 'switchboard-links-'));
    await mkdir(join(root, 'native', 'lib'), { recursive: true });
    const entry = (name: string): object => ({ source: 'native/lib/libx.so.1.2', target: `native/lib/${name}` });
    await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify([entry('libx.so'), entry('libx.so.1')]));
    await symlink('kept', join(root, 'native', 'lib', 'libx.so.1'));
    await restoreSymlinks(root);
    expect(await readlink(join(root, 'native', 'lib', 'libx.so'))).toBe('libx.so.1.2');
    expect(await readlink(join(root, 'native', 'lib', 'libx.so.1'))).toBe('kept');
    await rm(root, { recursive: true });
  });
});

describe('the obstacles for an account without privileges', () => {
  const stranger = { uid: 64_999, gid: 64_999 };

  it('is the folder that others may not enter, but not for its owner', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'switchboard-closed-'));
    const cluster = join(closed, 'postgres');
    expect(await findObstacle(stranger, ['/bin/sh'], cluster)).toEqual({ path: closed, kind: 'folder' });
    const { uid, gid } = await lstat(closed);
    expect(await findObstacle({ uid, gid }, ['/bin/sh'], cluster)).toBeUndefined();
    await rm(closed, { recursive: true });
  });
});
