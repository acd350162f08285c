/**
 * Every error a caller can see, in one registry: the stable code, its HTTP status and title.
 * The code is part of the public API; titles may be reworded.
 */
export const ERROR_CODES = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_cursor: { status: 400, title: 'The cursor is not valid' },
  outbound_address_refused: { status: 400, title: 'The address may not be called' },
  content_refused: { status: 400, title: 'The model refused the content' },
  unauthenticated: { status: 401, title: 'Credentials are missing or not valid' },
  forbidden: { status: 403, title: 'The credentials do not allow this' },
  not_found: { status: 404, title: 'There is no such thing' },
  model_not_found: { status: 404, title: 'No channel offers this model' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  contact_mismatch: { status: 409, title: 'The session belongs to another contact' },
  version_conflict: { status: 409, title: 'It was changed meanwhile' },
  already_exists: { status: 409, title: 'It exists already' },
  candidate_decided: { status: 409, title: 'It was decided about already' },
  conversation_not_escalated: { status: 409, title: 'No human is asked for in this conversation' },
  conversation_taken: { status: 409, title: 'Another human agent has this conversation' },
  conversation_resolved: { status: 409, title: 'The conversation is resolved' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key was used for another message' },
  rate_limit_exceeded: { status: 429, title: 'Too many requests from this address' },
  user_quota_exceeded: { status: 429, title: 'Too many messages from this contact' },
  key_limit_exceeded: { status: 429, title: 'Too many requests with this key' },
  quota_exceeded: { status: 429, title: 'The quota is spent' },
  budget_exceeded: { status: 429, title: 'The budget is spent' },
  channels_rate_limited: { status: 429, title: 'Every channel is at its rate limit' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  service_busy: { status: 503, title: 'The service is busy' },
  service_unavailable: { status: 503, title: 'A needed part is not available' },
  channels_unavailable: { status: 503, title: 'No channel could answer' },
  master_key_missing: { status: 503, title: 'No master key is set to keep keys under' },
  channels_timed_out: { status: 504, title: 'No channel answered in time' },
  reply_timeout: { status: 504, title: 'The answer takes longer than this request may wait' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;
