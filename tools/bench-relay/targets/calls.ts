import { ANSWER, HELD_PIECES, PIECES, QUESTION, SYSTEM } from '../dialogue.js';
import type { CallFormat, Target } from '../load/load-job.js';

/** A server that takes calls in the vendors' formats, and the key it is called with. */
export interface Server {
  name: string;
  url: string;
  key: string;
}

export interface CallOptions {
  format: CallFormat;
  model: string;
  stream: boolean;
  /** Whether the model is one that takes its time. */
  held?: boolean;
}

/** How the server is called for a chat of this format. */
export function callOf({ name, url, key }: Server, { format, model, stream, held = false }: CallOptions): Target {
  const { path, headers, body } = formats[format](key, model, stream);
  const pieces = held ? HELD_PIECES : PIECES;
  return {
    name: `${name}, ${model}${stream ? ', stream' : ''}`,
    url,
    path,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    format,
    stream,
    answer: held ? HELD_PIECES.join('') : ANSWER,
    firstPiece: pieces[0]!,
  };
}

/** Longer than every answer. */
const MAX_TOKENS = 1_000;

const formats: Record<CallFormat, (key: string, model: string, stream: boolean) => Pick<Target, 'path' | 'headers'> & { body: object }> = {
  openai: (key, model, stream) => ({
    path: '/v1/chat/completions',
    headers: { authorization: `Bearer ${key}` },
    body: {
      model,
      max_tokens: MAX_TOKENS,
      messages: [
        { role: 'system', content: SYSTEM },
        { role: 'user', content: QUESTION },
      ],
      // The relay asks for the usage in any case: so does everybody here.
      ...(stream && { stream, stream_options: { include_usage: true } }),
    },
  }),
  anthropic: (key, model, stream) => ({
    path: '/v1/messages',
    headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
    body: { model, max_tokens: MAX_TOKENS, system: SYSTEM, messages: [{ role: 'user', content: QUESTION }], ...(stream && { stream }) },
  }),
};
