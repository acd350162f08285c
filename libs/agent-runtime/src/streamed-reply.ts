import { isTerminal, type AgentType, type TurnContext } from '#libs/contracts';
import { deltaEvent } from '#libs/conversations';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { Follower, TurnEventLog } from '#libs/stream';
import type { ReplyStream } from './reply-stream.js';

/**
 * Tells what an agent writes in the turn's event log. One append is under way at a time, and what is
 * written meanwhile goes with the next: a slow log gets fewer and longer deltas.
 */
export class StreamedReply implements ReplyStream {
  readonly #wanted = new AbortController();
  readonly #late: NodeJS.Timeout;
  #told = '';
  #waiting = '';
  /** Counts the beginnings, so that an append of before a restart is not taken for a part of what came after. */
  #beginning = 0;
  #appending: Promise<void> | null = null;
  #follower: Promise<Follower | null> | null = null;
  #closed = false;
  #failed = false;

  /** @param options `withinMs`: how long a reply is wanted from now on; `silent`: nothing is told of it before its end */
  constructor(
    private readonly log: TurnEventLog,
    private readonly logger: Logger,
    private readonly turn: Pick<TurnContext, 'turn_id'>,
    private readonly agentType: AgentType,
    private readonly options: { withinMs: number; silent?: boolean },
  ) {
    this.#late = setTimeout(() => this.#wanted.abort(), Math.max(0, options.withinMs)).unref();
  }

  get signal(): AbortSignal {
    return this.#wanted.signal;
  }

  write(text: string): void {
    if (this.#closed || this.signal.aborted) return;
    this.#follower ??= this.#watchForTheEnd();
    if (this.options.silent) return;
    this.#waiting += text;
    this.#tell();
  }

  restart(): void {
    this.#beginning += 1;
    this.#told = '';
    this.#waiting = '';
  }

  /** From now on nothing more is told; what waits is for the turn's end to tell. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#late);
    void this.#follower?.then((follower) => follower?.close());
  }

  /** How the reply begins for those who read along; waits for an append under way. */
  async told(): Promise<string> {
    await this.#appending;
    return this.#told;
  }

  #tell(): void {
    if (this.#appending || this.#waiting === '' || this.#closed || this.signal.aborted) return;
    this.#appending = this.#append().then((goOn) => {
      this.#appending = null;
      if (goOn) this.#tell();
    });
  }

  /** @returns whether the log took it; if not, it is tried again with the next piece, at the same offset */
  async #append(): Promise<boolean> {
    const [piece, beginning] = [this.#waiting, this.#beginning];
    this.#waiting = '';
    try {
      await this.log.append(this.turn.turn_id, [deltaEvent(this.turn.turn_id, piece, this.#told.length, this.agentType)]);
      if (beginning === this.#beginning) this.#told += piece;
      return true;
    } catch (error) {
      if (beginning === this.#beginning) this.#waiting = piece + this.#waiting;
      this.#reportOnce(error);
      return false;
    }
  }

  /** A human who takes over tells the turn's end in the same log: then nobody reads on, and the model need not either. */
  async #watchForTheEnd(): Promise<Follower | null> {
    try {
      return await this.log.follow(this.turn.turn_id, undefined, ({ event }) => {
        if (isTerminal(event) && !this.#closed) this.#wanted.abort();
      });
    } catch (error) {
      this.#reportOnce(error);
      return null;
    }
  }

  #reportOnce(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.logger.warn({ reason: messageOf(error) }, 'a reply was not streamed; it is told when it is whole');
  }
}
