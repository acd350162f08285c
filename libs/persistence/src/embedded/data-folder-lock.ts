import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, EmbeddedPostgresError, undefinedIfAbsent } from './embedded-postgres-error.js';
import { processStartMark } from './process-start-mark.js';

/** Content of `switchboard.lock`. */
interface LockHolder {
  pid: number;
  /** See processStartMark. */
  startMark: string;
  /** ISO 8601, for people. */
  since: string;
}

export interface DataFolderLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only platform process on the folder, through `<folder>/switchboard.lock`. The lock of a
 * process that is gone counts for nothing. It works among processes that see each other's pids: not across machines
 * or containers that share a volume.
 * @throws EmbeddedPostgresError `data_dir_in_use` while another holder lives (this process included)
 */
export async function lockDataFolder(folder: string): Promise<DataFolderLock> {
  return acquire(join(folder, 'switchboard.lock'), JSON.stringify(await thisProcess()));
}

async function acquire(file: string, content: string): Promise<DataFolderLock> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content);
  try {
    if (!(await linkUnlessPresent(draft, file))) await takeOver(file, draft, content);
    return { release: () => releaseLock(file, content) };
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Replaces a stale lock. Only the holder of a second lock may, or else one starter could replace what another has
 * just put there. That lock lasts milliseconds; should its holder die in them, it is taken over in the same way.
 */
async function takeOver(file: string, draft: string, content: string): Promise<void> {
  await assertNotHeld(file);
  const right = await acquire(`${file}.takeover`, content);
  try {
    if (await assertNotHeld(file)) await rename(draft, file);
    else if (!(await linkUnlessPresent(draft, file))) throw inUse(file);
  } finally {
    await right.release();
  }
}

async function thisProcess(): Promise<LockHolder> {
  const startMark = (await processStartMark(process.pid)) ?? '';
  return { pid: process.pid, startMark, since: new Date().toISOString() };
}

/** A hard link to a finished file appears whole or not at all, so nobody ever reads half a lock. */
async function linkUnlessPresent(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** @returns whether there is a lock file at all */
async function assertNotHeld(file: string): Promise<boolean> {
  const content = await readFile(file, 'utf8').catch(undefinedIfAbsent);
  const holder = parseHolder(content);
  if (holder && (await processStartMark(holder.pid)) === holder.startMark) throw inUse(file, holder);
  return content !== undefined;
}

/** Unreadable content can only come from a machine that lost power while writing: nobody holds such a lock. */
function parseHolder(content: string | undefined): LockHolder | undefined {
  try {
    const holder = JSON.parse(content ?? '') as Partial<LockHolder> | null;
    return Number.isSafeInteger(holder?.pid) ? (holder as LockHolder) : undefined;
  } catch {
    return undefined;
  }
}

async function releaseLock(file: string, content: string): Promise<void> {
  const current = await readFile(file, 'utf8').catch(undefinedIfAbsent);
  if (current === content) await rm(file, { force: true });
}

function inUse(path: string, holder?: LockHolder): EmbeddedPostgresError {
  const who = holder ? ` by process ${holder.pid} since ${holder.since}` : '';
  return new EmbeddedPostgresError(
    'data_dir_in_use',
    `The data folder is in use${who} (${path}). Stop that process first, or start with another data folder.`,
  );
}
