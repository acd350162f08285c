import { tracingChannels } from 'bentocache';
import { metrics } from '#libs/observability';

interface ReadMessage {
  operation: string;
  key: string;
  hit?: boolean;
  tier?: 'l1' | 'l2';
}

const SPACE = /:([a-z-]+)\.v\d+:/;
let counting = false;

/** Counts the reads of every cache of this process, by level. The library tells the level only on its tracing channel. */
export function countReads(): void {
  if (counting) return;
  counting = true;
  tracingChannels.cacheOperation.asyncEnd.subscribe((told) => {
    const { operation, key, hit, tier } = told as ReadMessage;
    const space = operation === 'get' ? SPACE.exec(key)?.[1] : undefined;
    if (space) metrics.cacheReads.inc({ space, result: hit ? LEVELS[tier ?? 'l1'] : 'miss' });
  });
}

const LEVELS = { l1: 'memory', l2: 'redis' } as const;
