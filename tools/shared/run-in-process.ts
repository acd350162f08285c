import type { ToolIo } from './tool-io.js';

/** Runs a tool on this process's streams, arguments and signals, and exits with its code. */
export async function runInProcess(tool: (args: string[], io: ToolIo) => Promise<number>): Promise<void> {
  const { stdin, stdout, stderr, env } = process;
  const interrupt = new AbortController();
  // Once only: a second Ctrl-C ends the process at once.
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  // The reader of a pipe may leave early, as `head` does.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await tool(process.argv.slice(2), { stdin, stdout, stderr, env, interrupt: interrupt.signal });
  // An input that stays open must not keep the process alive.
  stdin.destroy();
}
