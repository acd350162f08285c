import type { Article } from '../../types.js';
import { indexArticle, type TokensOf } from './indexed-article.js';
import { translationsOf } from './translations.js';
import { Vocabulary } from './vocabulary.js';

/** The terms that an article is found by, and its length as BM25 has it. */
export function searchTermsOf(article: Article, translations: readonly Article[], tokensOf: TokensOf): { terms: string[]; length: number } {
  const vocabulary = new Vocabulary();
  const { frequencies } = indexArticle(article, translationsOf(article, translations), vocabulary, tokensOf);
  const terms = [...vocabulary.terms()].filter(([, number]) => frequencies.has(number)).map(([term]) => term);
  return { terms, length: [...frequencies.values()].reduce((total, frequency) => total + frequency, 0) };
}
