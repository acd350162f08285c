import type { ServerResponse } from 'node:http';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** How long a stopping gateway lets its relayed calls go on; then their streams end, billed for what came. */
const GRACE_MS = 8_000;
const LOOK_EVERY_MS = 50;

/** The relayed calls whose clients still wait, each with the signal that ends it. */
@Injectable()
export class CallsUnderWay implements BeforeApplicationShutdown {
  readonly #calls = new Set<AbortController>();

  /** A signal that aborts when the client closes the connection before it has its whole answer, also when it did so already. */
  begin(response: ServerResponse): AbortSignal {
    if (response.destroyed) return AbortSignal.abort();
    const controller = new AbortController();
    this.#calls.add(controller);
    response.once('close', () => {
      this.#calls.delete(controller);
      if (!response.writableFinished) controller.abort();
    });
    return controller.signal;
  }

  async beforeApplicationShutdown(): Promise<void> {
    const deadline = performance.now() + GRACE_MS;
    while (this.#calls.size > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    for (const call of this.#calls) call.abort();
  }
}
