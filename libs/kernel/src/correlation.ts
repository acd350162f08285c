import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids that every log line of one piece of work carries, across processes. */
export interface Correlation {
  correlationId: string;
  tenantId?: string;
  conversationId?: string;
  turnId?: string;
}

const storage = new AsyncLocalStorage<Correlation>();

export const runWithCorrelation = <T>(correlation: Correlation, work: () => T): T => storage.run(correlation, work);

export const currentCorrelation = (): Correlation | undefined => storage.getStore();

/** Adds ids that became known while the work went on. */
export const correlate = (ids: Partial<Correlation>): void => {
  const current = storage.getStore();
  if (current) Object.assign(current, ids);
};
