import type { ServerResponse } from 'node:http';

/** Aborts when the client closes the connection before it has its whole answer, also when it did so already. */
export function hangUpSignal(response: ServerResponse): AbortSignal {
  if (response.destroyed) return AbortSignal.abort();
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
