import type { ProviderErrorKind } from '../../provider-adapter.js';
import { isTold, type VendorError } from './vendor-error.js';

/** Words that say more than the status they come with, which differs from vendor to vendor. */
const OUT_OF_CREDIT = /insufficient_quota|billing_(error|hard_limit|not_active)|exceeded_current_quota|spend_limit_reached|accountoverdue|insufficient_(balance|credit)/;
const CREDIT_MESSAGE = /credit balance is too low|insufficient (balance|credit|funds)/i;
const CONTENT_REFUSED = /content_(filter|policy)|responsibleaipolicy|moderation|sensitivecontent|data_?inspection|safety_violation/;
const CONTENT_MESSAGE = /content exists risk|flagged by (our )?moderation|requires moderation|usage polic(y|ies)|content (management |filtering )?policy/i;
const MODEL_UNAVAILABLE = /model_not_found|invalid_model|model_?not_?open|invalidendpointormodel|model_not_available/;
const MODEL_MESSAGE = /\bmodel\b.{0,120}\b(not found|does not exist)|not a valid model/i;
const KEY_MESSAGE = /api key (is )?(not valid|invalid|expired)|invalid api key|incorrect api key/i;
const KEY_MARKS = /invalid_api_key|api_key_invalid|authentication_error/;
const OVERLOADED = /overloaded|unavailable/;
const OVERLOADED_MESSAGE = /\boverloaded\b/i;

const BY_STATUS: Readonly<Record<number, ProviderErrorKind>> = {
  401: 'authentication',
  402: 'out_of_credit',
  404: 'model_unavailable',
  405: 'unsupported',
  408: 'timeout',
  409: 'server_error',
  429: 'rate_limited',
  501: 'unsupported',
  503: 'overloaded',
  504: 'timeout',
  524: 'timeout',
  529: 'overloaded',
};

/** Errors within a stream come without a status: theirs is the one their type stands for. */
const STATUS_OF_MARKS: readonly (readonly [RegExp, number])[] = [
  [/rate_limit|too_many_requests|resource_exhausted/, 429],
  [/invalid_request|invalid_argument|request_too_large/, 400],
  [/permission/, 403],
  [/not_found/, 404],
  [/timeout|deadline/, 504],
];

/** @param status of the answer; null for an error within a stream */
export function errorKind(status: number | null, error: VendorError): ProviderErrorKind {
  const known = status ?? error.code ?? statusOf(error.marks);
  return (known < 500 ? kindOfWords(error) : null) ?? kindOfStatus(known, error);
}

const statusOf = (marks: string): number => STATUS_OF_MARKS.find(([words]) => words.test(marks))?.[1] ?? 500;

function kindOfWords({ marks, message }: VendorError): ProviderErrorKind | null {
  const says = (words: RegExp, sentence: RegExp) => words.test(marks) || sentence.test(message ?? '');
  if (says(OUT_OF_CREDIT, CREDIT_MESSAGE)) return 'out_of_credit';
  if (says(KEY_MARKS, KEY_MESSAGE)) return 'authentication';
  if (says(CONTENT_REFUSED, CONTENT_MESSAGE)) return 'content_refused';
  if (says(MODEL_UNAVAILABLE, MODEL_MESSAGE)) return 'model_unavailable';
  return null;
}

function kindOfStatus(status: number, error: VendorError): ProviderErrorKind {
  const known = BY_STATUS[status];
  if (known) return known;
  // A firewall's page says nothing about the key, which would be taken out for it.
  if (status === 403) return isTold(error) ? 'authentication' : 'server_error';
  if (status >= 500) return OVERLOADED.test(error.marks) || OVERLOADED_MESSAGE.test(error.message ?? '') ? 'overloaded' : 'server_error';
  return status >= 400 ? 'invalid_request' : 'server_error';
}
