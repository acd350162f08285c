import { Injectable } from '@nestjs/common';
import { findTurns, type TurnStanding } from '#libs/conversations';
import { messageOf } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';

const EVERY_MS = 1_000;
/** Turns asked for in one query. */
const BATCH = 500;

type OnCompleted = (standing: TurnStanding) => void;

/**
 * Asks the database for the outcomes of turns that are waited for longer than a moment: the event
 * log may lose what it was told (Redis restarted, a process died between commit and telling), the
 * database never.
 */
@Injectable()
export class OutcomeWatch {
  readonly #waiting = new Map<string, { tenantId: string; since: number; callbacks: Set<OnCompleted> }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  /** Calls back once, when the turn has an outcome. @returns how to stop waiting */
  watch(tenantId: string, turnId: string, onCompleted: OnCompleted): () => void {
    const entry = this.#waiting.get(turnId) ?? { tenantId, since: performance.now(), callbacks: new Set() };
    this.#waiting.set(turnId, entry);
    entry.callbacks.add(onCompleted);
    this.#timer ??= setInterval(() => void this.#look(), EVERY_MS).unref();
    return () => {
      entry.callbacks.delete(onCompleted);
      if (entry.callbacks.size === 0 && this.#waiting.get(turnId) === entry) this.#waiting.delete(turnId);
    };
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const due = [...this.#waiting].filter(([, entry]) => performance.now() - entry.since >= EVERY_MS);
    for (const tenantId of new Set(due.map(([, entry]) => entry.tenantId))) {
      const turnIds = due.filter(([, entry]) => entry.tenantId === tenantId).map(([turnId]) => turnId);
      for (let from = 0; from < turnIds.length; from += BATCH) await this.#lookFor(tenantId, turnIds.slice(from, from + BATCH));
    }
  }

  async #lookFor(tenantId: string, turnIds: string[]): Promise<void> {
    try {
      for (const [turnId, standing] of await findTurns(this.database, tenantId, turnIds)) {
        if (!standing.completed) continue;
        for (const callback of [...(this.#waiting.get(turnId)?.callbacks ?? [])]) callback(standing);
      }
    } catch (error) {
      this.logger.warn({ reason: messageOf(error) }, 'outcomes were not looked for');
    }
  }
}
