import { setImmediate } from 'node:timers/promises';

/** How long work may go on before others have their turn, in milliseconds. */
const SLICE_MS = 4;

/** Does the steps of some work, and lets the event loop go round every few milliseconds. */
export async function inSlices(steps: Iterator<void>): Promise<void> {
  for (let until = performance.now() + SLICE_MS; !steps.next().done; ) {
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + SLICE_MS;
  }
}

/** Does all steps without a pause. */
export function atOnce(steps: Iterator<void>): void {
  while (!steps.next().done);
}
