import { messageOf } from '#libs/kernel';
import type { Bus } from '#libs/messaging';
import { metrics, type Logger } from '#libs/observability';

const EVERY_MS = 5_000;

/** Keeps the queue-depth metric of this process up to date. */
export class QueueDepthGauge {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => void this.measure(), EVERY_MS);
    this.#timer.unref();
  }

  async measure(): Promise<void> {
    try {
      for (const [queue, depth] of Object.entries(await this.bus.depths())) metrics.queueDepth.set({ queue }, depth);
    } catch (error) {
      this.logger.warn({ reason: messageOf(error) }, 'queue depths were not measured');
    }
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }
}
