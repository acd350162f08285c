import type { IncomingMessage } from 'node:http';

/** As much as the larger of the two vendors takes. */
const LIMIT_BYTES = 32 * 1024 * 1024;

/** The body, or null when it is too large. Never resolves when the client hangs up before its end. */
export function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= LIMIT_BYTES) chunks.push(chunk);
      else chunks = [];
    });
    request.on('end', () => resolve(bytes <= LIMIT_BYTES ? Buffer.concat(chunks).toString() : null));
    request.on('error', () => undefined);
  });
}

/** Undefined when `text` is no JSON. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
