import { sha256 } from '#libs/kernel';
import type { AcceptTurnInput } from './accepted-turn.js';

/** What an idempotency key stands for: the same key with another text is a mistake of the caller's. */
export const requestHash = (input: Pick<AcceptTurnInput, 'text' | 'metadata'>): string => sha256(JSON.stringify([input.text, input.metadata ?? null]));
