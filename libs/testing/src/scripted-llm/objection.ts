import type { LlmBehaviour } from './behaviours.js';
import type { LlmRequest } from './llm-request.js';

/** What any vendor would say to a request that is wrong in itself, before any script; null when it is right. */
export function objectionTo(request: LlmRequest, method: string | undefined, tooLarge: boolean): LlmBehaviour | null {
  const expected = request.operation === 'models' ? 'GET' : 'POST';
  if (request.operation === 'unknown' || method !== expected) return { kind: 'error', status: 404, message: 'Not found.' };
  if (tooLarge) return { kind: 'error', status: 413, message: 'Request exceeds the maximum size.' };
  if (request.operation === 'models') return null;
  if (request.body === null) return { kind: 'invalid-request', message: 'We could not parse the JSON body of your request.' };
  const missing = requiredFields(request).find((field) => request.body![field] === undefined);
  if (missing !== undefined) return { kind: 'invalid-request', message: 'Field required', param: missing };
  return request.format === 'anthropic' ? objectionToVersion(request) : null;
}

function requiredFields({ operation, format }: LlmRequest): string[] {
  if (operation === 'embeddings') return ['model', 'input'];
  return format === 'openai' ? ['model', 'messages'] : ['model', 'messages', 'max_tokens'];
}

/** From API version 2026-10-21 on there are no sampling parameters. Source: https://platform.claude.com/docs/en/api/migration-2026-10-21 */
function objectionToVersion({ headers, body }: LlmRequest): LlmBehaviour | null {
  const version = headers['anthropic-version'];
  if (version === undefined) return { kind: 'invalid-request', message: 'header is required', param: 'anthropic-version' };
  const extra = ['temperature', 'top_p', 'top_k'].find((field) => body?.[field] !== undefined);
  if (version < '2026-10-21' || extra === undefined) return null;
  return { kind: 'invalid-request', message: 'Extra inputs are not permitted', param: extra };
}
