import type { IntentModelMetrics } from '#libs/contracts';

/** `reason` null: good enough to be used. */
export interface Verdict {
  promote: boolean;
  reason: string | null;
}

/**
 * Of the shipped test set, how much may be lost: other examples shuffle the training, and that alone moves a few
 * decisions. Against the shipped model, so that losses cannot add up over versions.
 */
const TOLERATED_LOSS = 0.01;
/** Floating point must not decide. */
const EPSILON = 1e-9;

/** A model is used only when it is worse neither on the shipped test set nor on what the tenant holds back to measure. */
export function judgeCandidate({ shipped_test: shipped, tenant_test: tenant }: Pick<IntentModelMetrics, 'shipped_test' | 'tenant_test'>): Verdict {
  if (shipped.candidate.accuracy < shipped.shipped.accuracy - TOLERATED_LOSS - EPSILON) {
    return { promote: false, reason: `Decides ${percent(shipped.candidate.accuracy)} of the shipped test set rightly, the shipped model ${percent(shipped.shipped.accuracy)}` };
  }
  if (tenant.candidate.accuracy < tenant.current.accuracy - EPSILON) {
    return { promote: false, reason: `Decides ${percent(tenant.candidate.accuracy)} of the tenant's test examples rightly, the model in use ${percent(tenant.current.accuracy)}` };
  }
  return { promote: true, reason: null };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
