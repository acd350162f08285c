import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { IntentRetraining } from './retraining.js';

/** Retrains what is due, one tenant after another, beside the other jobs: a training takes far longer than they may wait. */
export class IntentTrainer {
  #working: Promise<void> | null = null;
  readonly #stopping = new AbortController();

  constructor(
    private readonly retraining: IntentRetraining,
    private readonly logger: Logger,
  ) {}

  /** Looks what is due, and begins with it unless it is at work already. */
  async look(): Promise<void> {
    if (this.#working) return;
    const due = await this.retraining.due();
    if (due.length === 0 || this.#working) return;
    this.#working = this.#train(due).finally(() => (this.#working = null));
  }

  /** Breaks off; what was begun is due again. */
  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
  }

  async #train(tenantIds: string[]): Promise<void> {
    for (const tenantId of tenantIds) {
      if (this.#stopping.signal.aborted) return;
      try {
        const outcome = await this.retraining.retrain(tenantId, this.#stopping.signal);
        this.logger.info({ tenant_id: tenantId, outcome }, 'intents were trained');
      } catch (error) {
        this.logger.error({ tenant_id: tenantId, reason: messageOf(error) }, 'intents could not be trained');
      }
    }
  }
}
