import { describe, it, expect } from '@jest/globals';
import { judgeCandidate } from '../src/learning/judge-candidate.js';

const of = (accuracy: number, count = 1_000) => ({ count, accuracy });
const metrics = (shippedCandidate: number, shipped: number, tenantCandidate: number, current: number) => ({
  shipped_test: { candidate: of(shippedCandidate), shipped: of(shipped) },
  tenant_test: { candidate: of(tenantCandidate), current: of(current) },
});

describe('judgeCandidate', () => {
  it.each([
    ['better on both', metrics(0.95, 0.94, 1, 0.5)],
    ['the same', metrics(0.94, 0.94, 1, 1)],
    ['within the noise of a training on the shipped set', metrics(0.93, 0.94, 0.8, 0.8)],
  ])('promotes what is %s', (_, given) => expect(judgeCandidate(given)).toEqual({ promote: true, reason: null }));

  it('rejects what is worse on the shipped set, whatever the tenant gains, and says by how much', () => {
    expect(judgeCandidate(metrics(0.92, 0.94, 1, 0))).toEqual({ promote: false, reason: expect.stringContaining('92.0 % of the shipped test set') });
  });

  it('rejects what is worse on the tenant’s own', () => {
    expect(judgeCandidate(metrics(0.99, 0.94, 0.7, 0.8))).toEqual({ promote: false, reason: expect.stringContaining('the model in use 80.0 %') });
  });
});
