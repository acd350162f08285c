import { beforeEach, describe, expect, it } from '@jest/globals';
import type { HealthNews } from '../../src/health/health-exchange.js';
import { StandingNews } from '../../src/health/standing-news.js';

const NOW = 1_700_000_000_000;
const opened = (channelId: string, until: number): HealthNews => ({ kind: 'circuit-opened', channelId, until, opensInARow: 1 });
const cooling = (keyId: string, until: number): HealthNews => ({ kind: 'key-cooling', keyId, until, limited: true });

describe('standing news', () => {
  let standing: StandingNews;

  beforeEach(() => {
    standing = new StandingNews();
  });

  it('are open circuits and cooling keys, each once and in its latest form', () => {
    for (const news of [opened('a', NOW + 1), opened('b', NOW + 1), opened('a', NOW + 2), cooling('a', NOW + 3)]) standing.keep(news);
    expect(standing.at(NOW)).toEqual([opened('a', NOW + 2), opened('b', NOW + 1), cooling('a', NOW + 3)]);
  });

  it('are not the news of the moment', () => {
    standing.keep({ kind: 'outcomes', channelId: 'a', ok: 1, failed: 1, error: 'timeout', at: NOW });
    standing.keep({ kind: 'channels-changed', tenantId: 't' });
    expect(standing.at(NOW)).toEqual([]);
  });

  it('lose a circuit when it is closed, and no other', () => {
    for (const news of [opened('a', NOW + 1), opened('b', NOW + 1), cooling('a', NOW + 1)]) standing.keep(news);
    standing.keep({ kind: 'circuit-closed', channelId: 'a' });
    expect(standing.at(NOW)).toEqual([opened('b', NOW + 1), cooling('a', NOW + 1)]);
  });

  it('lose a key when it has cooled, and a circuit only when nobody can still be about to probe it', () => {
    standing.keep(cooling('k', NOW + 1_000));
    standing.keep(opened('a', NOW + 1_000));
    expect(standing.at(NOW + 999)).toHaveLength(2);
    expect(standing.at(NOW + 1_000)).toEqual([opened('a', NOW + 1_000)]);
    expect(standing.at(NOW + 600_999)).toHaveLength(1);
    expect(standing.at(NOW + 601_000)).toEqual([]);
  });
});
