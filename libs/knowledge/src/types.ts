import type { Locale } from '#libs/contracts';

export type { Locale };

/** One FAQ article in one language. `paraphrases` are other wordings of the same question. */
export type Article = {
  id: string;
  externalId: string | null;
  locale: Locale;
  question: string;
  answer: string;
  category: string | null;
  keywords: string[];
  paraphrases: string[];
};

/**
 * An article found for a question. `score` (0..1) estimates how likely the article answers it and
 * can be compared between questions; `matched` is the article's wording that came closest, and
 * `asked` the question in the words that it came closest to, where a synonym stands in it.
 */
export type FaqHit = { article: Article; score: number; matched: string; asked?: string };

/** A question with the `externalId` of the article that answers it, or null if none does. */
export type LabelledQuestion = { text: string; locale: Locale; externalId: string | null };
