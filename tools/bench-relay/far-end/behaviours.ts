import type { LlmBehaviour } from '../../../libs/testing/src/scripted-llm/index.js';
import { HELD_PIECES, HELD_PIECE_EVERY_MS, PIECES, PIECE_EVERY_MS, USAGE } from '../dialogue.js';

/** A whole answer comes at once, a stream piece by piece. */
export const ANSWERING: LlmBehaviour = { kind: 'answer', chunks: PIECES, chunkDelayMs: PIECE_EVERY_MS, usage: USAGE };
export const HOLDING: LlmBehaviour = { kind: 'answer', chunks: HELD_PIECES, chunkDelayMs: HELD_PIECE_EVERY_MS, usage: USAGE };
export const BROKEN: LlmBehaviour = { kind: 'error', status: 500 };
/** Takes the request and says nothing; of a stream it still sends the headers. */
export const hanging = (stream: boolean): LlmBehaviour => ({ kind: 'hang', before: stream ? 'first-token' : 'headers' });
