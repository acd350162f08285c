import type { ApiError } from './api-error.js';

/** Connections that had been made and then ended. */
const LOST = new Set(['ECONNRESET', 'EPIPE']);

/** What went wrong, in a sentence for the person at the terminal that says what to do about it. */
export function explainFailure(error: ApiError, baseUrl: string): string {
  const { status, code, retryAfterSeconds } = error.details;
  if (error.reason === 'connection') {
    const cause = code ?? error.message;
    if (!code || LOST.has(code)) return `The connection to ${baseUrl} was lost (${cause}).`;
    return `Cannot reach Switchboard at ${baseUrl} (${cause}). Is it running? Start it with npm start, or pass --url.`;
  }
  if (error.reason === 'http') {
    if (status === 401) return 'The server does not know this API key. Pass the right one with --key.';
    if (status === 429) return `Too many requests: try again ${inSeconds(retryAfterSeconds)}.`;
  }
  return `${error.message} (${error.kind})`;
}

function inSeconds(seconds: number | undefined): string {
  return seconds === undefined ? 'later' : `in ${Math.ceil(seconds)} s`;
}
