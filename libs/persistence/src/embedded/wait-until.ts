import { setTimeout as sleep } from 'node:timers/promises';

/** Asks every 20 ms until the answer is true; false when it is not within `timeoutMs`. */
export async function waitUntil(isDone: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isDone())) {
    if (performance.now() >= deadline) return false;
    await sleep(20);
  }
  return true;
}
