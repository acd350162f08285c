import { ApiError } from '../shared/api-error.js';
import type { HistoryMessage } from '../shared/api-types.js';
import type { Conversation } from './conversation.js';
import type { Terminal } from './terminal.js';

export const HUMAN_POLL_MS = 3_000;

/**
 * While a human owns the conversation, looks for what they wrote and prints it. A look that fails
 * is repeated at the same pace, or as late as the server asks; the person is told once.
 */
export class HumanWatch {
  readonly #conversation: Conversation;
  readonly #terminal: Terminal;
  readonly #pollMs: number;
  #timer: NodeJS.Timeout | undefined;
  #failing = false;

  constructor(conversation: Conversation, terminal: Terminal, pollMs: number) {
    this.#conversation = conversation;
    this.#terminal = terminal;
    this.#pollMs = pollMs;
  }

  /** Begins or goes on when a human answered last and someone is there to read it. */
  resume(): void {
    this.pause();
    const wanted = this.#terminal.interactive && this.#conversation.lastAgent === 'human';
    if (wanted) this.#schedule(this.#pollMs);
  }

  /** Nothing is printed until `resume`. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(delayMs: number): void {
    const timer = setTimeout(() => void this.#look(timer), delayMs);
    this.#timer = timer;
  }

  async #look(timer: NodeJS.Timeout): Promise<void> {
    const isCurrent = () => this.#timer === timer;
    const delayMs = await this.#printNew(isCurrent);
    if (isCurrent()) this.#schedule(delayMs);
  }

  /** The time to wait before the next look, in milliseconds. */
  async #printNew(isCurrent: () => boolean): Promise<number> {
    try {
      const messages = await this.#conversation.newHumanMessages();
      this.#failing = false;
      if (isCurrent()) this.#print(messages);
      return this.#pollMs;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (isCurrent() && !this.#failing) this.#terminal.interject(() => this.#tellFailure(error));
      this.#failing = true;
      return Math.max(this.#pollMs, (error.details.retryAfterSeconds ?? 0) * 1_000);
    }
  }

  #print(messages: HistoryMessage[]): void {
    for (const { message } of messages) this.#terminal.interject(() => this.#terminal.say('human', message));
    this.#conversation.markShown(messages);
  }

  #tellFailure(error: ApiError): void {
    this.#terminal.notice(`(new messages cannot be fetched: ${error.kind}; still trying)`);
  }
}
