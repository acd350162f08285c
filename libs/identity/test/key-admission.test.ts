import { describe, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel';
import { createSubjectLimits } from '#libs/ratelimit';
import { RedisConnection } from '#libs/stream';
import { KeyAdmission, requireModel, requireRelayScope, type VirtualKeyHolder } from '../src/index.js';

const aHolder = (overrides: Partial<VirtualKeyHolder> = {}): VirtualKeyHolder => ({
  tenantId: newId(),
  id: newId(),
  name: 'relay',
  scopes: ['completions'],
  models: null,
  staffId: null,
  quota: null,
  used: { tokens: 0, cost: '0' },
  limits: { requestsPerMinute: null, tokensPerMinute: null },
  expiresAt: null,
  readAt: performance.now(),
  ...overrides,
});

const inTokens = (limit: number) => ({ quota: { limit: String(limit), unit: 'tokens' as const } });
const estimate = (estimatedTokens: number, estimatedCost = '0') => ({ estimatedTokens, estimatedCost });

describe('admission in one process', () => {
  const limits = createSubjectLimits(new RedisConnection(null));
  const admission = new KeyAdmission(limits);

  it('asks no limit when the key has none', async () => {
    const take = jest.spyOn(limits, 'take');
    const correct = jest.spyOn(limits, 'correct');
    const admitted = await admission.admit(aHolder(inTokens(10)), estimate(5));
    await admitted.settle({ tokens: 3, cost: '0' });
    expect([take.mock.calls, correct.mock.calls]).toEqual([[], []]);
    jest.restoreAllMocks();
  });

  it('refuses a key that was spent by the call before', async () => {
    const holder = aHolder(inTokens(10));
    const admitted = await admission.admit(holder, estimate(1));
    await admitted.settle({ tokens: 10, cost: '0' });
    await expect(admission.admit(holder, estimate(0))).rejects.toMatchObject({ code: 'quota_exceeded' });
  });

  it('knows quotas in money', async () => {
    const holder = aHolder({ quota: { limit: '0.3', unit: 'usd' }, used: { tokens: 1_000_000, cost: '0.1' } });
    await admission.admit(holder, estimate(1_000_000, '0.1999999999'));
    const last = await admission.admit(holder, estimate(0, '0.0000000001'));
    await expect(admission.admit(holder, estimate(0))).rejects.toMatchObject({ code: 'quota_exceeded' });
    await last.release();
    await admission.admit(holder, estimate(0));
  });

  it('goes over a quota by the last call’s estimate at the most', async () => {
    const holder = aHolder(inTokens(1_000));
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => admission.admit(holder, estimate(300))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  });

  it('ends once, whichever end comes first', async () => {
    const holder = aHolder({ ...inTokens(100), limits: { requestsPerMinute: null, tokensPerMinute: 100 } });
    const settled = await admission.admit(holder, estimate(50));
    const released = await admission.admit(holder, estimate(50));
    for (let time = 0; time < 2; time += 1) await settled.settle({ tokens: 99, cost: '0' });
    await settled.release();
    for (let time = 0; time < 2; time += 1) await released.release();
    await released.settle({ tokens: 100, cost: '0' });
    const last = await admission.admit(holder, estimate(1));
    await expect(admission.admit(holder, estimate(1))).rejects.toMatchObject({ code: 'quota_exceeded' });
    await last.release();
    await expect(limits.take({ name: 'key_tokens', subject: holder.id, points: 0, allowed: 100 })).resolves.toMatchObject([{ state: { remaining: 1 } }]);
  });

  it('holds nothing of the quota for a call that a limit refuses', async () => {
    const holder = aHolder({ ...inTokens(100), limits: { requestsPerMinute: 1, tokensPerMinute: null } });
    const first = await admission.admit(holder, estimate(40));
    for (let time = 0; time < 3; time += 1) await expect(admission.admit(holder, estimate(60))).rejects.toMatchObject({ code: 'key_limit_exceeded', retryAfter: expect.any(Number) });
    await first.release();
    const unlimited = { ...holder, limits: { requestsPerMinute: null, tokensPerMinute: null } };
    await admission.admit(unlimited, estimate(99));
    await admission.admit(unlimited, estimate(1));
    await expect(admission.admit(unlimited, estimate(1))).rejects.toMatchObject({ code: 'quota_exceeded' });
  });

  it('counts tokens with what a call really used', async () => {
    const holder = aHolder({ limits: { requestsPerMinute: null, tokensPerMinute: 100 } });
    const first = await admission.admit(holder, estimate(99.5));
    await expect(admission.admit(holder, estimate(1))).rejects.toMatchObject({ code: 'key_limit_exceeded' });
    await first.settle({ tokens: 60, cost: '0' });
    await admission.admit(holder, estimate(40));
    await expect(admission.admit(holder, estimate(1))).rejects.toMatchObject({ code: 'key_limit_exceeded' });
  });

  it('follows a quota that is raised or taken away', async () => {
    const holder = aHolder(inTokens(10));
    await admission.admit(holder, estimate(10));
    await expect(admission.admit(holder, estimate(1))).rejects.toMatchObject({ code: 'quota_exceeded' });
    await admission.admit({ ...holder, ...inTokens(11) }, estimate(1));
    await admission.admit({ ...holder, quota: null }, estimate(1_000));
    await expect(admission.admit({ ...holder, ...inTokens(11) }, estimate(1))).rejects.toMatchObject({ code: 'quota_exceeded' });
  });
});

describe('what a key may call', () => {
  function refusalOf(work: () => void): unknown {
    try {
      work();
      return null;
    } catch (error) {
      return error;
    }
  }

  it('is every model, or those it names', () => {
    expect(() => requireModel(aHolder(), 'any')).not.toThrow();
    expect(() => requireModel(aHolder({ models: ['small'] }), 'small')).not.toThrow();
    expect(refusalOf(() => requireModel(aHolder({ models: ['small'] }), 'large'))).toMatchObject({ code: 'model_not_found', message: 'No channel offers this model' });
  });

  it('is what its scopes say', () => {
    expect(() => requireRelayScope(aHolder(), 'completions')).not.toThrow();
    expect(refusalOf(() => requireRelayScope(aHolder(), 'embeddings'))).toMatchObject({ code: 'forbidden' });
  });
});
