import type { MessageDelta } from '../shared/stream-events.js';

/**
 * The reply after a delta. One that starts before the end of the reply replaces what follows its
 * offset; one that starts behind it cannot be placed, so the reply stays until the whole message
 * arrives with `conversation_completed`.
 */
export function applyDelta(reply: string, { delta, offset }: MessageDelta): string {
  return offset > reply.length ? reply : reply.slice(0, offset) + delta;
}
