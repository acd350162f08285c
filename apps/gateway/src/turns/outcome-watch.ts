import { Injectable } from '@nestjs/common';
import { findTurns, type TurnStanding } from '#libs/conversations';
import { messageOf } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';

const EVERY_MS = 1_000;
/** Turns asked for in one query, and in one round: in a rush each is asked for less often. */
const BATCH = 500;
const MAX_A_ROUND = 1_000;

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
  #looking: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  /** Calls back once, when the turn has an outcome. @returns how to stop waiting */
  watch(tenantId: string, turnId: string, onCompleted: OnCompleted): () => void {
    const entry = this.#waiting.get(turnId) ?? { tenantId, since: performance.now(), callbacks: new Set() };
    this.#waiting.set(turnId, entry);
    entry.callbacks.add(onCompleted);
    this.#timer ??= setInterval(() => {
      this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    }, EVERY_MS).unref();
    return () => {
      entry.callbacks.delete(onCompleted);
      if (entry.callbacks.size === 0 && this.#waiting.get(turnId) === entry) this.#waiting.delete(turnId);
    };
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const due = this.#takeDue();
    for (const tenantId of new Set(due.map(([, entry]) => entry.tenantId))) {
      const turnIds = due.filter(([, entry]) => entry.tenantId === tenantId).map(([turnId]) => turnId);
      for (let from = 0; from < turnIds.length; from += BATCH) await this.#lookFor(tenantId, turnIds.slice(from, from + BATCH));
    }
  }

  /** Those who waited longest since they were last asked for; they go to the end of the line. */
  #takeDue(): [string, { tenantId: string }][] {
    const due = [];
    for (const [turnId, entry] of this.#waiting) {
      if (due.length === MAX_A_ROUND) break;
      if (performance.now() - entry.since >= EVERY_MS) due.push([turnId, entry] as [string, typeof entry]);
    }
    for (const [turnId, entry] of due) {
      this.#waiting.delete(turnId);
      this.#waiting.set(turnId, entry);
    }
    return due;
  }

  async #lookFor(tenantId: string, turnIds: string[]): Promise<void> {
    try {
      for (const [turnId, standing] of await findTurns(this.database, tenantId, turnIds, { endedOnly: true })) {
        if (!standing.completed) continue;
        for (const callback of [...(this.#waiting.get(turnId)?.callbacks ?? [])]) callback(standing);
      }
    } catch (error) {
      this.logger.warn({ reason: messageOf(error) }, 'outcomes were not looked for');
    }
  }
}
