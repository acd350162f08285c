/** The process's one way to call URLs that tenants configure; also Nest's injection token of it. */
export abstract class OutboundFetch {
  /**
   * To be handed to the vendors' SDKs, which type it as the platform's fetch. What comes back has of a Response:
   * status, statusText, ok, url, headers (read only), text(), json(), arrayBuffer(), bodyUsed, and `body`, an async
   * iterable of chunks with cancel() instead of a ReadableStream.
   */
  abstract readonly fetch: typeof globalThis.fetch;

  /** Closes all connections; calls in progress fail. */
  abstract close(): Promise<void>;
}
