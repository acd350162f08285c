import type { Article } from '../../types.js';
import type { PackedMeaning } from '../../meaning/meaning-index.js';
import { indexArticle } from './indexed-article.js';
import type { TextReader } from './text-reader.js';
import { translationsOf } from './translations.js';
import { Vocabulary } from './vocabulary.js';

/** The terms and the meaning that an article is found by, and its length as BM25 has it. */
export function searchTermsOf(article: Article, translations: readonly Article[], reader: TextReader): { terms: string[]; length: number; meaning: PackedMeaning } {
  const vocabulary = new Vocabulary();
  const { frequencies, meanings } = indexArticle(article, translationsOf(article, translations), vocabulary, reader);
  const terms = [...vocabulary.terms()].filter(([, number]) => frequencies.has(number)).map(([term]) => term);
  return { terms, length: [...frequencies.values()].reduce((total, frequency) => total + frequency, 0), meaning: meanings.whole };
}
