import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT_INTERRUPTED } from '../run-command.js';
import type { ToolIo } from '../tool-io.js';
import { Children } from './children.js';
import { openSandbox, type Sandbox, type ServerUrls } from './sandbox/open-sandbox.js';

/** What a benchmark works with; nothing of it outlives the run. */
export interface Workbench {
  children: Children;
  sandbox: Sandbox;
  /** For files of the processes under test. */
  folder: string;
  /** Tells whoever watches how far the run is. */
  say(line: string): void;
}

/** Runs a benchmark and clears up after it; gives the exit code: 0, 1 when it failed, 130 when it was interrupted. */
export async function onWorkbench(servers: ServerUrls, io: ToolIo, work: (bench: Workbench) => Promise<void>): Promise<number> {
  const say = (line: string): void => void io.stderr.write(`${line}\n`);
  const children = new Children();
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-bench-'));
  let sandbox: Sandbox | undefined;
  const interrupted = new Promise<never>((_, reject) => io.interrupt.addEventListener('abort', () => reject(new Error('interrupted')), { once: true }));
  try {
    sandbox = await openSandbox(servers);
    await Promise.race([work({ children, sandbox, folder, say }), interrupted]);
    return 0;
  } catch (error) {
    if (io.interrupt.aborted) return EXIT_INTERRUPTED;
    say(`${(error as Error).stack}`);
    return 1;
  } finally {
    await children.stop();
    await sandbox?.remove().catch((error: Error) => say(`not removed: ${error.message}`));
    await rm(folder, { recursive: true, force: true });
  }
}
