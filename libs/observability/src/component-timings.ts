import type { Logger } from './logger.js';
import { metrics } from './metrics.js';

/**
 * How long each component took to start. Nest starts those that do not wait for each other in
 * parallel; `efficiency` says what that gained: the sum of the components' own times divided by the
 * time from the first start to the last end (1 = one after another).
 */
export class ComponentTimings {
  readonly #spans = new Map<string, { start: number; end: number }>();

  async measure<T>(component: string, start: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await start();
    } finally {
      this.#spans.set(component, { start: started, end: performance.now() });
    }
  }

  /** Times in milliseconds. */
  summary(): { components: Record<string, number>; total_ms: number; efficiency: number } {
    const spans = [...this.#spans.values()];
    const total = spans.length === 0 ? 0 : Math.max(...spans.map((s) => s.end)) - Math.min(...spans.map((s) => s.start));
    const sum = spans.reduce((all, span) => all + span.end - span.start, 0);
    const components = Object.fromEntries([...this.#spans].map(([name, span]) => [name, Math.round(span.end - span.start)]));
    return { components, total_ms: Math.round(total), efficiency: total === 0 ? 1 : Math.round((sum / total) * 100) / 100 };
  }

  report(logger: Logger): void {
    const summary = this.summary();
    for (const [component, span] of this.#spans) {
      metrics.componentStart.set({ component }, (span.end - span.start) / 1000);
    }
    metrics.startTotal.set(summary.total_ms / 1000);
    metrics.startEfficiency.set(summary.efficiency);
    logger.info(summary, 'components started');
  }
}
