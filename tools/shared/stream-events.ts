import { ApiError } from './api-error.js';
import type { AgentType, ChatReply } from './api-types.js';
import type { SseFrame } from './sse-parser.js';

export interface MessageDelta {
  delta: string;
  /** Code units of the reply before this delta. */
  offset: number;
  agent_type: AgentType;
}

export type StreamEvent =
  | { event: 'conversation_started'; data: { session_id?: string } }
  | { event: 'message_delta'; data: MessageDelta }
  | { event: 'conversation_completed'; data: ChatReply };

/**
 * The event of a frame, or undefined for one that this client does not know.
 * Throws ApiError: `stream` for an error event, `protocol` for a frame that is not as specified.
 */
export function toStreamEvent(frame: SseFrame): StreamEvent | undefined {
  switch (frame.event) {
    case 'conversation_started':
      return { event: frame.event, data: readData(frame) };
    case 'message_delta':
      return { event: frame.event, data: checked<MessageDelta>(frame, { delta: 'string', offset: 'number' }) };
    case 'conversation_completed':
      return { event: frame.event, data: checked<ChatReply>(frame, { session_id: 'string', message: 'string' }) };
    case 'error':
      throw turnError(readData(frame));
    default:
      return undefined;
  }
}

function turnError(data: { code?: string; message?: string }): ApiError {
  return new ApiError('stream', data.message ?? 'The answer failed', { code: data.code });
}

function checked<T>(frame: SseFrame, types: Partial<Record<keyof T, 'string' | 'number'>>): T {
  const data = readData<Record<string, unknown>>(frame);
  const wrong = Object.entries(types).find(([field, type]) => typeof data[field] !== type);
  if (wrong) throw new ApiError('protocol', `${frame.event} has no proper ${wrong[0]}`);
  return data as T;
}

function readData<T extends object>(frame: SseFrame): T {
  try {
    const envelope = JSON.parse(frame.data) as { data?: T } | null;
    return (envelope?.data ?? {}) as T;
  } catch {
    throw new ApiError('protocol', `${frame.event} carries no JSON`);
  }
}
