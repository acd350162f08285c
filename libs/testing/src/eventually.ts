import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;

/**
 * Waits until `condition` gives something truthy, and returns it.
 * @throws Error that names `what` after `withinMs`
 */
export async function eventually<T>(what: string, condition: () => T | Promise<T>, withinMs = 20_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const value = await condition();
    if (value) return value;
    await sleep(POLL_MS);
  }
  throw new Error(`Not within ${withinMs} ms: ${what}`);
}

/** A promise and the means to resolve it: holds a handler until the test lets it go on. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
