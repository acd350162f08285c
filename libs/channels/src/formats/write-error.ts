import type { JsonObject } from '../completion.js';
import type { WireFormatName } from '../wire-format.js';
import { anthropicErrorType } from './anthropic/error-types.js';
import { openAiErrorCode, openAiErrorType } from './openai/error-types.js';
import { dataFrame, namedFrame } from './server-sent-events.js';

/** An error as the relay tells it, in the format of the API that was called. */
export interface RelayError {
  /** HTTP status. */
  status: number;
  message: string;
  /** OpenAI's `code`; null: the one that belongs to the status. */
  code?: string | null;
  /** The vendor's `type`; null: the one that belongs to status and code. */
  type?: string | null;
  requestId?: string | null;
  /** The field that is not valid. */
  param?: string | null;
}

/** The whole body of an answer with an error. */
export function writeError(format: WireFormatName, error: RelayError): JsonObject {
  return format === 'openai' ? writeOpenAiError(error) : writeAnthropicError(error);
}

/** The last frame of a stream that cannot go on. */
export function writeErrorFrame(format: WireFormatName, error: RelayError): string {
  return format === 'openai' ? dataFrame(writeOpenAiError(error)) : namedFrame(writeAnthropicError(error));
}

/** The request's id travels in a header there. */
function writeOpenAiError({ status, message, code, type, param }: RelayError): JsonObject {
  const known = code ?? openAiErrorCode(status);
  return { error: { message, type: type ?? openAiErrorType(status, known), param: param ?? null, code: known } };
}

/** The format has no place for the field: it is named in the message. */
function writeAnthropicError({ status, message, code, type, requestId, param }: RelayError): { type: 'error' } & JsonObject {
  const told = param && !message.includes(param) ? `${param}: ${message}` : message;
  return { type: 'error', error: { type: type ?? anthropicErrorType(status, code ?? null), message: told }, request_id: requestId ?? null };
}
