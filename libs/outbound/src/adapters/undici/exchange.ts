import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

type Controller = Dispatcher.DispatchController;
type Chunk = IteratorResult<Uint8Array, undefined>;

export interface ResponseHead {
  status: number;
  statusText: string;
  headers: IncomingHttpHeaders;
}

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

/** Bytes that may wait to be read before the socket is no longer read from. */
const BUFFER_BYTES = 65_536;
const DONE: Chunk = { done: true, value: undefined };

/**
 * One request and its response, as undici tells it: the head, then chunks, each handed on as it arrives.
 * Without Node streams or web streams in between, which cost more than all the rest of a call.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly head: Promise<ResponseHead>;
  private awaitsHead: Waiting<ResponseHead> | null = null;
  private awaitsChunk: Waiting<Chunk> | null = null;
  private controller: Controller | null = null;
  private readonly chunks: Uint8Array[] = [];
  private buffered = 0;
  /** Nothing more comes: the response is complete, or has failed, or nobody wants it. */
  private over = false;
  private failure: Error | null = null;

  constructor(private readonly signal: AbortSignal | null) {
    this.head = new Promise((resolve, reject) => {
      this.awaitsHead = { resolve, reject };
    });
    signal?.addEventListener('abort', this.abort);
  }

  /**
   * The next chunk. What has arrived before a connection broke is still given, then the error.
   * @throws TypeError `terminated` with the connection's error as cause; an AbortError once the signal is aborted
   */
  read(): Promise<Chunk> {
    // Once all has arrived the signal is no longer listened to.
    if (this.chunks.length > 0 && this.signal?.aborted) this.abort();
    const chunk = this.chunks.shift();
    if (chunk) {
      this.buffered -= chunk.length;
      if (this.buffered < BUFFER_BYTES && !this.over) this.controller?.resume();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.failure) return Promise.reject(this.failure);
    if (this.over) return Promise.resolve(DONE);
    if (this.awaitsChunk) return Promise.reject(new TypeError('The body is being read already'));
    return new Promise((resolve, reject) => {
      this.awaitsChunk = { resolve, reject };
    });
  }

  /** Nobody wants the rest: what has not arrived yet is cut off with its socket. Reading ends without an error. */
  cancel(): void {
    this.drop();
    if (this.over) return;
    this.finish();
    this.controller?.abort(abortError('The response is not wanted'));
    this.awaitsChunk?.resolve(DONE);
  }

  onRequestStart(controller: Controller): void {
    this.controller = controller;
    if (this.over) controller.abort(this.failure ?? abortError('The response is not wanted'));
  }

  onResponseStart(controller: Controller, status: number, headers: IncomingHttpHeaders, statusText = ''): void {
    // Early hints and the like come before the response.
    if (status < 200) return;
    // Undici would keep them as they came for as long as the body lasts.
    controller.rawHeaders = null;
    this.awaitsHead?.resolve({ status, statusText, headers });
    this.awaitsHead = null;
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.over) return;
    if (this.awaitsChunk) {
      this.awaitsChunk.resolve({ done: false, value: chunk });
      this.awaitsChunk = null;
      return;
    }
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    if (this.buffered >= BUFFER_BYTES) controller.pause();
  }

  onResponseEnd(): void {
    if (this.over) return;
    this.finish();
    this.awaitsChunk?.resolve(DONE);
  }

  /** Named as the global fetch names them: code that tells failures apart knows these. */
  onResponseError(_: Controller, cause: Error): void {
    this.fail(new TypeError(this.awaitsHead ? 'fetch failed' : 'terminated', { cause }));
  }

  private readonly abort = (): void => {
    const error = abortError('The call was aborted', this.signal?.reason);
    const wasOver = this.over;
    this.drop();
    this.fail(error);
    this.failure = error;
    if (!wasOver) this.controller?.abort(error);
  };

  private fail(error: Error): void {
    if (this.over) return;
    this.finish();
    this.failure = error;
    this.awaitsHead?.reject(error);
    this.awaitsChunk?.reject(error);
  }

  private finish(): void {
    this.over = true;
    this.signal?.removeEventListener('abort', this.abort);
  }

  private drop(): void {
    this.chunks.length = 0;
    this.buffered = 0;
  }
}

export function abortError(message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { name: 'AbortError' });
}
