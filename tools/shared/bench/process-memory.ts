import { readFile, readdir } from 'node:fs/promises';

/**
 * Memory of a process and all its descendants, in bytes: the sum of their proportional set sizes, so
 * that what they share (the database's buffers) counts once. Null where there is no /proc.
 * Source: proc_pid_smaps(5), "Pss".
 */
export async function treeMemory(pid: number): Promise<number | null> {
  const pids = await descendants(pid);
  if (!pids) return null;
  const sizes = await Promise.all(pids.map(proportionalSetSize));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Processor time that a process has used, user and system, in milliseconds; null where there is no /proc. */
export async function cpuTime(pid: number): Promise<number | null> {
  const stat = await readStat(String(pid));
  // Ticks are 10 ms on every Linux that Node supports (sysconf _SC_CLK_TCK).
  return stat ? (Number(stat[11]) + Number(stat[12])) * 10 : null;
}

async function descendants(root: number): Promise<number[] | null> {
  const names = await readdir('/proc').catch(() => null);
  if (!names) return null;
  const parents = new Map<number, number>();
  for (const name of names.filter((entry) => /^\d+$/.test(entry))) {
    const stat = await readStat(name);
    if (stat) parents.set(Number(name), Number(stat[1]));
  }
  const found = [root];
  // Grows while it is walked: each process brings its children.
  for (const parent of found) for (const [pid, itsParent] of parents) if (itsParent === parent) found.push(pid);
  return found;
}

/** The fields of /proc/<pid>/stat after the command's name, which may contain spaces: state, ppid, … */
async function readStat(pid: string): Promise<string[] | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return line ? line.slice(line.lastIndexOf(')') + 2).split(' ') : null;
}

async function proportionalSetSize(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1_024;
}
