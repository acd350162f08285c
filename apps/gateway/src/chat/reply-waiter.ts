import { Inject, Injectable } from '@nestjs/common';
import { AppError, CONFIG, type Config } from '#libs/kernel';
import type { ConversationCompleted } from '#libs/contracts';
import { TurnWatcher } from '../turns/turn-watcher.js';

/** Waits for turns to complete. */
@Injectable()
export class ReplyWaiter {
  constructor(
    private readonly watcher: TurnWatcher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Begins to wait for a turn, which may not exist yet.
   * @returns the outcome to await, and how to give up on it
   */
  begin(tenantId: string, turnId: string): { completed: () => Promise<ConversationCompleted>; giveUp: () => void } {
    let stop: (() => void) | undefined;
    let givenUp = false;
    const outcome = new Promise<ConversationCompleted>((resolve, reject) => {
      this.watcher
        .watch(tenantId, turnId, {}, ({ event }) => {
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

  async #inTime(outcome: Promise<ConversationCompleted>, turnId: string): Promise<ConversationCompleted> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new AppError('reply_timeout', `The message was accepted and will be answered; see /api/v1/turns/${turnId}`, { retryAfter: 5 })),
        this.config.REPLY_TIMEOUT_MS,
      );
    });
    return Promise.race([outcome, timeout]).finally(() => clearTimeout(timer));
  }
}
