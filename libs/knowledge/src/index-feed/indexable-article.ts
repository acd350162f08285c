import type { Article } from '../types.js';

/** A published article with the time it may be found in; null: without end. */
export interface TimedArticle extends Article {
  validFrom: string | null;
  validTo: string | null;
}

/** A published article as a search index outside of the database takes it up. */
export interface IndexableArticle extends TimedArticle {
  /** The published ones, of whatever time. */
  translations: TimedArticle[];
}

/** Whether an article may be found at a time (ISO 8601, UTC). */
export const isValidAt = ({ validFrom, validTo }: Pick<TimedArticle, 'validFrom' | 'validTo'>, now: string): boolean => (validFrom === null || validFrom <= now) && (validTo === null || validTo > now);
