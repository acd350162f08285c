import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { ToolIo } from '../../tools/shared/tool-io.js';

const GIVE_UP_MS = 4_000;

export interface FakeIo extends ToolIo {
  stdin: PassThrough & { isTTY?: boolean };
  /** Everything written so far. */
  out(): string;
  err(): string;
  /** Resolves once `text` was written to stdout. */
  printed(text: string): Promise<void>;
  stop(): void;
}

/** The streams of a tool in a test; `tty` makes all three look like a terminal. */
export function fakeIo({ tty = false, env = {} }: { tty?: boolean; env?: NodeJS.ProcessEnv } = {}): FakeIo {
  const interrupt = new AbortController();
  const [stdin, stdout, stderr] = [1, 2, 3].map(() => Object.assign(new PassThrough(), { isTTY: tty }));
  const [out, err] = [collect(stdout!), collect(stderr!)];
  const printed = async (text: string) => {
    const deadline = Date.now() + GIVE_UP_MS;
    while (!stripVTControlCharacters(out()).includes(text)) {
      if (Date.now() > deadline) throw new Error(`"${text}" was not printed, but: ${out()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const stop = () => interrupt.abort();
  return { stdin: stdin!, stdout: stdout!, stderr: stderr!, env, interrupt: interrupt.signal, out, err, printed, stop };
}

/** The same with all input there from the beginning. */
export function pipedIo(input: string, env: NodeJS.ProcessEnv = {}): FakeIo {
  const io = fakeIo({ env });
  io.stdin.end(input);
  return io;
}

function collect(stream: PassThrough): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}
