import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { reaper } from './reaper.js';

export interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  env: Record<string, string>;
  cwd?: string;
  /** Where what it writes is collected, over all its lives. */
  logFile: string;
  /** Throws while the process does not serve yet. */
  probe: () => Promise<unknown>;
  startWithinMs: number;
}

const PROBE_EVERY_MS = 50;
const LOG_TAIL = 3_000;

/** A process that is started, killed and started again. */
export class Child {
  #process: ChildProcess | undefined;
  #expected = false;
  /** How it ended when nobody asked it to. */
  readonly crashes: string[] = [];

  constructor(private readonly options: ChildOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** Starts the process and waits until it serves. @throws Error with the end of its output when it does not */
  async start(): Promise<void> {
    await this.launch();
    const deadline = performance.now() + this.options.startWithinMs;
    for (;;) {
      const failure = await this.options.probe().then(
        () => null,
        (error: unknown) => error,
      );
      if (!failure) return;
      if (!this.#process || performance.now() > deadline) throw new Error(`${this.name} does not serve (${String(failure)}). The end of its output:\n${await this.logTail()}`);
      await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS));
    }
  }

  /** Starts the process without waiting. */
  async launch(): Promise<void> {
    const { name, command, args, env, cwd, logFile } = this.options;
    const log = await open(logFile, 'a');
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', log.fd, log.fd] });
    this.#process = child;
    this.#expected = false;
    if (child.pid) reaper.watch(child.pid);
    child.once('error', (error) => this.#onEnd(child, `${name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => this.#onEnd(child, `${name} ended by itself (${signal ?? code})`));
    await log.close();
  }

  /** Ends the process at once, and waits until it is gone. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#expected = true;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async logTail(): Promise<string> {
    return (await readFile(this.options.logFile, 'utf8').catch(() => '')).slice(-LOG_TAIL);
  }

  #onEnd(child: ChildProcess, how: string): void {
    if (child.pid) reaper.forget(child.pid);
    if (this.#process !== child) return;
    this.#process = undefined;
    if (!this.#expected) this.crashes.push(how);
  }
}
