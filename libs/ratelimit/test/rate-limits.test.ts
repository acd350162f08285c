import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '#libs/kernel';
import { RedisConnection } from '#libs/stream';
import { createLimits, type LimitExceeded } from '../src/index.js';

const config = loadConfig({ LIMIT_CONTACT_PER_MINUTE: '3', LIMIT_IP_PER_MINUTE: '3', LIMIT_GLOBAL_PER_MINUTE: '3' });

describe('limits in one process', () => {
  const limits = createLimits(config, new RedisConnection(null));

  it.each([
    ['ip', 'rate_limit_exceeded', 60],
    ['global', 'service_busy', 30],
  ] as const)('refuse %s with %s and %i seconds to wait', async (name, code, retryAfter) => {
    for (const remaining of [2, 1, 0]) expect(await limits.take(name, 'somebody')).toMatchObject({ limit: 3, remaining });
    await expect(limits.take(name, 'somebody')).rejects.toMatchObject({ code, retryAfter, state: { limit: 3, remaining: 0 } });
  });

  it('refuse a contact until its window ends', async () => {
    for (let time = 0; time < 3; time += 1) await limits.take('contact', 'contact');
    const refusal = await limits.take('contact', 'contact').catch((error: unknown) => error as LimitExceeded);
    expect(refusal).toMatchObject({ code: 'user_quota_exceeded' });
    expect((refusal as LimitExceeded).retryAfter).toBe((refusal as LimitExceeded).state.resetSeconds);
  });
});
