/** A promise that is resolved from outside. */
export function deferred<T>(): { promise: Promise<T>; resolve(value: T | Promise<T>): void } {
  let resolve!: (value: T | Promise<T>) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
