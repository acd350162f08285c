/** Work that is under way, by key: who asks for the same meanwhile waits for it instead of doing it again. */
export class Flights {
  readonly #underWay = new Map<string, Promise<unknown>>();

  /**
   * @param signal gives up waiting; the work goes on for the others
   * @returns what `work` gives, and whether it was this call's own
   */
  async join<T>(key: string, work: () => Promise<T>, signal?: AbortSignal): Promise<{ result: T; own: boolean }> {
    const known = this.#underWay.get(key) as Promise<T> | undefined;
    return { result: await orAborted(known ?? this.#start(key, work), signal), own: known === undefined };
  }

  #start<T>(key: string, work: () => Promise<T>): Promise<T> {
    const started = work();
    this.#underWay.set(key, started);
    const ended = (): void => {
      this.#underWay.delete(key);
    };
    started.then(ended, ended);
    return started;
  }
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort!);
  }
}
