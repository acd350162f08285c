import { open, stat, truncate, type FileHandle } from 'node:fs/promises';
import { undefinedIfAbsent } from './embedded-postgres-error.js';

const MAX_BYTES = 10 * 1024 * 1024;
const TAIL_BYTES = 2_000;

/** Opens the log for the server to append to (mode 0600: it can quote customers' text), emptied if it grew too big. */
export async function openServerLog(file: string): Promise<FileHandle> {
  await emptyIfTooBig(file);
  return open(file, 'a', 0o600);
}

/** Writers in append mode go on at the new end, so this is safe while the server runs. */
export async function emptyIfTooBig(file: string): Promise<void> {
  const size = (await stat(file).catch(undefinedIfAbsent))?.size ?? 0;
  if (size > MAX_BYTES) await truncate(file);
}

/** The last lines, for an error message. */
export async function readLogTail(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, TAIL_BYTES);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8').trim();
  } finally {
    await handle.close();
  }
}
