import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../shared/api-client.js';
import { ApiError } from '../shared/api-error.js';
import type { Measurements } from './measurements.js';
import { questionFor } from './questions.js';

export interface LoadShape {
  users: number;
  /** Of each user. */
  requests: number;
}

/** Lets all users write at the same time until each has sent its requests or `signal` aborts. */
export async function runUsers(
  client: ApiClient,
  shape: LoadShape,
  measurements: Measurements,
  signal: AbortSignal,
): Promise<void> {
  const users = Array.from({ length: shape.users }, (_, user) =>
    runUser(client, user, shape.requests, measurements, signal),
  );
  await Promise.all(users);
}

async function runUser(
  client: ApiClient,
  user: number,
  requests: number,
  measurements: Measurements,
  signal: AbortSignal,
): Promise<void> {
  const identity = { user_id: `load-${randomUUID()}`, session_id: randomUUID() };
  for (let request = 0; request < requests && !signal.aborted; request += 1) {
    const start = performance.now();
    try {
      await client.chat({ ...identity, message: questionFor(user, request) }, signal);
      measurements.answered(performance.now() - start);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.reason !== 'aborted') measurements.fail(error);
    }
  }
}
