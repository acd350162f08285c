import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from './root.mjs';

const LOCK = inRoot('.setup.lock');
const LOOK_EVERY_MS = 200;

/** Does the work while no other process of this folder does such work: several apps may be started at once. */
export async function exclusively(work) {
  while (!(await take())) {
    if (await isAbandoned()) await rm(LOCK, { force: true });
    else await sleep(LOOK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(LOCK, { force: true });
  }
}

async function take() {
  try {
    const file = await open(LOCK, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the process that took the lock is gone. An empty file is one being written this very moment. */
async function isAbandoned() {
  const pid = Number(await readFile(LOCK, 'utf8').catch(() => ''));
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
