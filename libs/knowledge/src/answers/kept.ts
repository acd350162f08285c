import { z } from 'zod';
import type { CacheSpace } from '#libs/cache';
import type { FaqHit } from '../types.js';
import { answerHolds, KeptAnswer } from './kept-answer.js';
import { KeptRefusal, REFUSAL_TTL_MS, refusalHolds } from './kept-refusal.js';

/** What came of a question, for whoever asks it again. */
export const Kept = z.discriminatedUnion('kind', [KeptAnswer, KeptRefusal]);
export type Kept = z.infer<typeof Kept>;

const DAY_MS = 86_400_000;

/** Answers hold until an article says otherwise; what nobody asks for in so long is not worth its place. Both kinds are in one space, so that a question has one of them and is written once. */
export const ANSWERS: CacheSpace<Kept> = { name: 'answers', version: 3, schema: Kept, ttlMs: 7 * DAY_MS };

/** In milliseconds. */
export const lifeOf = (kept: Kept): number => (kept.kind === 'answer' ? ANSWERS.ttlMs : REFUSAL_TTL_MS);

/** Whether it is still what would be said, by what search finds now. */
export const stillHolds = (kept: Kept, hits: readonly FaqHit[]): boolean => (kept.kind === 'answer' ? answerHolds(kept, hits) : refusalHolds(kept, hits));

/** The articles it goes with when one of them is changed. */
export const restsOn = (kept: Kept): string[] => (kept.kind === 'answer' ? kept.cited : kept.seen).map(({ id }) => id);
