import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a child said last, for when it fails: characters. */
const KEPT_OUTPUT = 4_000;
const STOP_DEADLINE_MS = 25_000;

export interface StartOptions {
  env?: Record<string, string>;
  /** Whether the child is one of this tool's own and is talked to over IPC. */
  ipc?: boolean;
}

/** A process that this run started. */
export interface Child {
  pid: number;
  /** Rejects when the process ends although it was not told to. */
  ended: Promise<never>;
  send(message: object): void;
  nextMessage<T>(): Promise<T>;
  stop(): Promise<void>;
}

/** Every process of a run, so that none outlives it. */
export class Children {
  readonly #running = new Set<Child>();

  /** Runs a Node program with nothing of our environment but PATH and HOME, and `env`. */
  start(file: string, { env = {}, ipc = false }: StartOptions = {}, args: string[] = []): Child {
    const { PATH = '', HOME = '' } = process.env;
    const process_ = spawn(process.execPath, [...args, file], {
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
    });
    const child = describe(process_, file, () => this.#running.delete(child));
    this.#running.add(child);
    return child;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((child) => child.stop()));
  }
}

function describe(child: ChildProcess, file: string, onEnd: () => void): Child {
  let output = '';
  let told = false;
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_OUTPUT);
    });
  }
  const exited = once(child, 'exit').finally(onEnd) as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = exited.then(([code, signal]) => {
    if (told) return new Promise<never>(() => undefined);
    throw new Error(`${file} ended (${signal ?? code}):\n${output}`);
  });
  ended.catch(() => undefined);
  return {
    pid: child.pid!,
    ended,
    send: (message) => void child.send(message),
    nextMessage: async <T>() => (await Promise.race([once(child, 'message'), ended]))[0] as T,
    stop: async () => {
      told = true;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
      await exited.finally(() => clearTimeout(late));
    },
  };
}
