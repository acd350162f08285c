import { LimitExceeded, type SubjectLimits } from '#libs/ratelimit';
import type { ProviderChannel } from '../provider-channel.js';

/** Counts a call against the channel's requests per minute, over all processes. @returns false when none is left */
export async function takeChannelLimit(limits: SubjectLimits, { id, requestsPerMinute }: ProviderChannel): Promise<boolean> {
  if (requestsPerMinute === null) return true;
  try {
    await limits.take({ name: 'channel_requests', subject: id, points: 1, allowed: requestsPerMinute });
    return true;
  } catch (error) {
    if (error instanceof LimitExceeded) return false;
    throw error;
  }
}
