import type { SearchOptions } from '../../search/article-search.js';
import type { Article, FaqHit, Locale } from '../../types.js';
import { EmbeddedFaqIndex } from './faq-index.js';
import type { CollectionCounts } from './locale-index.js';
import { searchWordings } from './search-wordings.js';
import type { TextReader } from './text-reader.js';

/** What another index found for a question: articles, with the translations that lend them words. */
export interface Candidates {
  articles: readonly Article[];
  /** Of all articles of the locales, so that a word weighs what it weighs among them. */
  collections: ReadonlyMap<Locale, CollectionCounts>;
}

/** Ranks candidates exactly as the embedded index would that has all articles, if these are its best ones. */
export function scoreCandidates({ articles, collections }: Candidates, wordings: readonly [string, ...string[]], options: SearchOptions, reader: TextReader): FaqHit[] {
  const index = new EmbeddedFaqIndex(reader.encoder, articles, reader);
  index.standFor(collections);
  return searchWordings(index, wordings, options);
}

/** The terms whose counts `scoreCandidates` needs: of the question, and of the articles' wordings and keywords. */
export function termsToCount(articles: readonly Article[], wordings: readonly string[], reader: TextReader): string[] {
  const texts = articles.flatMap(({ question, paraphrases, keywords }) => [question, ...paraphrases, keywords.join(' , ')]);
  return [...new Set([...wordings, ...texts].flatMap((text) => [...reader.tokens(text).keys()]))];
}
