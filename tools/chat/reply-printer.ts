import type { AgentType } from '../shared/api-types.js';
import type { Terminal } from './terminal.js';

/**
 * Prints a growing reply. What was printed cannot be taken back on a terminal that may have
 * scrolled, so when the reply changes its course it is printed again from its start.
 */
export class ReplyPrinter {
  readonly #terminal: Terminal;
  #speaker: AgentType | undefined;
  #printed = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Shows the reply as it stands; `speaker` is who is writing now. */
  show(reply: string, speaker: AgentType): void {
    const text = withoutSplitCharacter(reply);
    // A restarted reply may yet become what is on the screen.
    if (text.length <= this.#printed.length && this.#printed.startsWith(text)) return;
    if (!text.startsWith(this.#printed)) this.#startAgain();
    if (speaker !== this.#speaker) this.#announce(speaker);
    this.#terminal.write(text.slice(this.#printed.length));
    this.#printed = text;
  }

  /** Shows the reply as it was stored, and ends it. */
  finish(reply: string, speaker: AgentType): void {
    const text = reply.trimEnd();
    if (text !== this.#printed.trimEnd()) {
      if (this.#printed.startsWith(text)) this.#startAgain();
      this.show(text, speaker);
    }
    this.endLine();
  }

  endLine(): void {
    if (this.#speaker !== undefined) this.#terminal.write('\n');
    this.#speaker = undefined;
  }

  #startAgain(): void {
    this.endLine();
    this.#terminal.notice('(the answer starts again)');
    this.#printed = '';
  }

  #announce(speaker: AgentType): void {
    this.endLine();
    this.#terminal.announce(speaker);
    this.#speaker = speaker;
  }
}

/** A delta may end between the two halves of a surrogate pair; the first one waits for the second. */
function withoutSplitCharacter(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
