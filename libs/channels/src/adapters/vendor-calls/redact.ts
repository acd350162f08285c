import type { ProviderTarget } from '../../provider-adapter.js';
import { withoutTrailingSlashes } from './call-settings.js';

const MAX_LENGTH = 2_000;

/** What keys of the known vendors look like, also masked, and credentials of a header. */
const KEY_LIKE = /\b(?:sk|pk|rk|xai|gsk|ark)-[\w*.-]{6,}|\bAIza[\w-]{10,}|\bBearer\s+\S+/gi;

/** A vendor's words without what the channel's own caller must not learn: its key and its address. */
export function redacted(message: string, target: ProviderTarget): string {
  return [target.apiKey, withoutTrailingSlashes(target.baseUrl), ...namesOf(target.baseUrl)]
    .reduce(withoutSecret, message)
    .replace(KEY_LIKE, '[redacted]')
    .slice(0, MAX_LENGTH);
}

const withoutSecret = (message: string, secret: string): string => (secret === '' ? message : message.replaceAll(secret, '[redacted]'));

/** The host with its port, and alone. One of a single word is no secret, and may be any word of the sentence. */
function namesOf(baseUrl: string): string[] {
  if (!URL.canParse(baseUrl)) return [];
  const { host, hostname } = new URL(baseUrl);
  return [host, hostname].filter((name) => /[.:]/.test(name));
}
