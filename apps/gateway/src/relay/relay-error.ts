import { ProviderError, type WireFormatName } from '#libs/channels';
import { AppError } from '#libs/kernel';

/** Our codes by the name that OpenAI's clients know; the others go as they are. */
const OPENAI_CODES: Partial<Record<string, string>> = {
  unauthenticated: 'invalid_api_key',
  quota_exceeded: 'insufficient_quota',
  key_limit_exceeded: 'rate_limit_exceeded',
  channels_rate_limited: 'rate_limit_exceeded',
};

/** Asking again by itself, as both vendors' clients do, would change nothing, or pay for the same answer once more. */
export const mayRetry = (error: AppError | ProviderError): boolean => error instanceof AppError && error.code !== 'quota_exceeded' && error.code !== 'budget_exceeded';

/** An error as both vendors' formats can tell it; nothing of keys and channels. */
export interface RelayFailure {
  status: number;
  code: string;
  message: string;
  requestId: string | null;
  param?: string | null;
}

export function relayErrorOf(error: AppError | ProviderError, requestId: string | null): RelayFailure {
  if (error instanceof ProviderError) return { ...brokenAnswer(error), requestId };
  const [first] = error.errors ?? [];
  const param = first ? withoutPlace(first.path) : null;
  return { status: error.status, code: OPENAI_CODES[error.code] ?? error.code, message: withoutPlace(error.message), requestId, param };
}

/** An answer that began, or came whole and cannot be told in the client's format. What is garbled is told in our own words. */
function brokenAnswer({ kind, message }: ProviderError): Pick<RelayFailure, 'status' | 'code' | 'message'> {
  return { status: 502, code: kind === 'timeout' ? 'channels_timed_out' : 'channels_unavailable', message: kind === 'garbled' ? message : 'The model’s answer broke off' };
}

/** Fields are named as the vendors name them: from the body's top. */
const withoutPlace = (text: string): string => text.replace(/^body\./, '');

/** The format in which a route of the relay speaks; where both vendors have it, or neither, that of the client who asks. */
export function formatOf(path: string, headers: Record<string, unknown>): WireFormatName {
  if (path.startsWith('/v1/messages')) return 'anthropic';
  if (path === '/v1/chat/completions' || path === '/v1/embeddings') return 'openai';
  return headers['anthropic-version'] === undefined ? 'openai' : 'anthropic';
}

/** Whether a path belongs to the relay, which answers in its vendors' formats. */
export const isRelayed = (path: string): boolean => path.startsWith('/v1/');
