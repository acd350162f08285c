import { setMaxListeners } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { AppError, CONFIG, type Config } from '#libs/kernel';
import type { ConversationCompleted } from '#libs/contracts';
import { TurnWatcher } from '../turns/turn-watcher.js';

/** Waits for turns to complete. */
@Injectable()
export class ReplyWaiter {
  readonly #stopping = new AbortController();

  constructor(
    private readonly watcher: TurnWatcher,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    // One listener per waiting request: as many as there are.
    setMaxListeners(0, this.#stopping.signal);
  }

  /**
   * Begins to wait for a turn.
   * @param options.unborn it does not exist yet
   * @returns the outcome to await, and how to give up on it
   */
  begin(tenantId: string, turnId: string, options: { unborn?: boolean } = {}): { completed: () => Promise<ConversationCompleted>; giveUp: () => void } {
    let stop: (() => void) | undefined;
    let givenUp = false;
    const outcome = new Promise<ConversationCompleted>((resolve, reject) => {
      this.watcher
        .watch(tenantId, turnId, options,({ event }) => {
          if (event.event === 'conversation_completed') resolve(event);
        })
        .then((stopWatching) => {
          stop = stopWatching;
          if (givenUp) stop();
        }, reject);
    });
    outcome.catch(() => undefined);
    const giveUp = () => {
      givenUp = true;
      stop?.();
    };
    return { completed: () => this.#inTime(outcome, turnId).finally(giveUp), giveUp };
  }

  /** The process stops: who still waits is told so, and that the message is safe. */
  beforeApplicationShutdown(): void {
    this.#stopping.abort();
  }

  async #inTime(outcome: Promise<ConversationCompleted>, turnId: string): Promise<ConversationCompleted> {
    const accepted = `The message was accepted and will be answered; see /api/v1/turns/${turnId}`;
    const { signal } = this.#stopping;
    let timer: NodeJS.Timeout | undefined;
    let onStop: (() => void) | undefined;
    const refusal = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new AppError('reply_timeout', accepted, { retryAfter: 5 })), this.config.REPLY_TIMEOUT_MS);
      onStop = () => reject(new AppError('service_unavailable', accepted, { retryAfter: 1 }));
      signal.addEventListener('abort', onStop);
    });
    return Promise.race([outcome, refusal]).finally(() => {
      clearTimeout(timer);
      if (onStop) signal.removeEventListener('abort', onStop);
    });
  }
}
