import type { IncomingHttpHeaders } from 'node:http';

export type LlmFormat = 'openai' | 'anthropic';
export type LlmOperation = 'completion' | 'embeddings' | 'models' | 'unknown';
export type LlmRequestBody = Record<string, unknown>;

/** A request as the server got it. */
export interface LlmRequest {
  /** What the answer's x-request-id or request-id header says. */
  id: string;
  format: LlmFormat;
  operation: LlmOperation;
  path: string;
  headers: IncomingHttpHeaders;
  /** Null when there was none, or no JSON object. */
  body: LlmRequestBody | null;
  apiKey: string | null;
  model: string | null;
  /** Whether a stream was asked for. */
  streaming: boolean;
  /** Whether the client hung up before the answer was complete. */
  aborted: boolean;
  /** When its body was complete: epoch milliseconds. */
  at: number;
}

let counted = 0;

/** @param body parsed JSON, or null */
export function describeRequest(path: string, headers: IncomingHttpHeaders, body: unknown): LlmRequest {
  const operation = operationOf(path);
  const fields = typeof body === 'object' && body !== null ? (body as LlmRequestBody) : null;
  return {
    id: `req_${(++counted).toString(36).padStart(24, '0')}`,
    format: formatOf(path, headers),
    operation,
    path,
    headers,
    body: fields,
    apiKey: apiKeyOf(headers),
    model: typeof fields?.['model'] === 'string' ? fields['model'] : null,
    streaming: operation === 'completion' && fields?.['stream'] === true,
    aborted: false,
    at: Date.now(),
  };
}

/** Only the end of the path counts: vendors put different things before it (/v1, /api/v3, /v1beta/openai). */
function operationOf(path: string): LlmOperation {
  const [bare = ''] = path.split('?', 1);
  if (bare.endsWith('/chat/completions') || bare.endsWith('/messages')) return 'completion';
  if (bare.endsWith('/embeddings')) return 'embeddings';
  return bare.endsWith('/models') ? 'models' : 'unknown';
}

/** Both vendors list their models at the same path; only Anthropic's clients send its version header. */
function formatOf(path: string, headers: IncomingHttpHeaders): LlmFormat {
  const [bare = ''] = path.split('?', 1);
  if (bare.endsWith('/chat/completions') || bare.endsWith('/embeddings')) return 'openai';
  return bare.endsWith('/messages') || headers['anthropic-version'] !== undefined ? 'anthropic' : 'openai';
}

function apiKeyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['x-api-key'];
  if (typeof key === 'string') return key;
  return headers.authorization?.replace(/^Bearer /i, '') ?? null;
}
