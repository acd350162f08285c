import http from 'node:http';
import type { Target } from './load-job.js';

const TIMEOUT_MS = 30_000;
/** A response longer than this is no turn of this benchmark. */
const MAX_LENGTH = 65_536;

/** When what came, as performance.now(). */
export interface TurnTimes {
  firstDelta: number;
  completed: number;
}

/** One turn from the request to the end of its stream. Throws when it does not complete. */
export function streamTurn(target: Target, agent: http.Agent, body: string): Promise<TurnTimes> {
  return new Promise((resolve, reject) => {
    const headers = { ...target.headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const request = http.request(target.url, { method: 'POST', agent, headers, timeout: TIMEOUT_MS });
    request.once('timeout', () => request.destroy(new Error(`nothing came for ${TIMEOUT_MS / 1_000} s`)));
    request.once('error', reject);
    request.once('response', (response) => {
      const seen = new SeenEvents();
      response.on('data', (chunk: Buffer) => {
        if (!seen.take(chunk)) response.destroy(new Error('the response is too long'));
      });
      response.once('error', reject);
      response.once('end', () => {
        const times = response.statusCode === 200 ? seen.times() : undefined;
        if (times) resolve(times);
        else reject(new Error(`${response.statusCode} ${seen.text.slice(0, 300)}`));
      });
    });
    request.end(body);
  });
}

/** Looks for two events by their lines, which costs less than parsing the stream. */
class SeenEvents {
  text = '';
  #firstDelta: number | undefined;
  #completed: number | undefined;

  /** False when there is too much of it. */
  take(chunk: Buffer): boolean {
    this.text += chunk.toString('latin1');
    if (this.#firstDelta === undefined && this.text.includes('\nevent: message_delta\n')) this.#firstDelta = performance.now();
    if (this.#completed === undefined && this.text.includes('\nevent: conversation_completed\n')) this.#completed = performance.now();
    return this.text.length <= MAX_LENGTH;
  }

  times(): TurnTimes | undefined {
    if (this.#firstDelta === undefined || this.#completed === undefined) return undefined;
    return { firstDelta: this.#firstDelta, completed: this.#completed };
  }
}
