import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import { printable } from '../shared/printable.js';
import type { ToolIo } from '../shared/tool-io.js';
import { label, type Paint, painter, type Speaker } from './label.js';

/** The person's side of the chat: lines come in, labelled text goes out. */
export class Terminal {
  /** A person types here; otherwise the input is piped. */
  readonly interactive: boolean;
  readonly lines: AsyncIterable<string>;
  readonly #io: ToolIo;
  readonly #paint: Paint;
  readonly #editing: boolean;
  readonly #readline: Interface;
  #closed = false;

  /** `onInterrupt` is called on Ctrl-C while the line editor holds the terminal in raw mode. */
  constructor(io: ToolIo, onInterrupt: () => void) {
    this.#io = io;
    this.#paint = painter(io.stdout, io.env);
    this.interactive = io.stdin.isTTY === true;
    this.#editing = this.interactive && io.stdout.isTTY === true;
    const output = this.#editing ? { output: io.stdout, prompt: '> ' } : {};
    this.#readline = createInterface({ input: io.stdin, terminal: this.#editing, crlfDelay: Infinity, ...output });
    // Made at once, for it is what keeps lines that come before they are asked for.
    this.lines = this.#readline[Symbol.asyncIterator]();
    this.#readline.on('SIGINT', onInterrupt);
    this.#readline.on('close', () => (this.#closed = true));
  }

  /** Invites the next line, keeping what was typed already. */
  prompt(): void {
    if (this.#editing && !this.#closed) this.#readline.prompt(true);
  }

  /** Shows a line of piped input as it would have looked when typed. */
  echo(line: string): void {
    if (!this.interactive) this.write(`> ${line}\n`);
  }

  write(text: string): void {
    this.#io.stdout.write(printable(text));
  }

  notice(text: string): void {
    this.#io.stdout.write(`${this.#paint('dim', printable(text))}\n`);
  }

  problem(text: string): void {
    this.#io.stderr.write(`${printable(text)}\n`);
  }

  /** Begins a line of what `speaker` says. */
  announce(speaker: Speaker): void {
    this.#io.stdout.write(`${label(this.#paint, speaker)} `);
  }

  say(speaker: Speaker, text: string): void {
    this.announce(speaker);
    this.write(`${text}\n`);
  }

  /** Prints while a line is being typed: above it, and the line stays as it is. */
  interject(print: () => void): void {
    if (this.#editing) {
      clearLine(this.#io.stdout, 0);
      cursorTo(this.#io.stdout, 0);
    }
    print();
    this.prompt();
  }

  close(): void {
    this.#readline.close();
  }
}
