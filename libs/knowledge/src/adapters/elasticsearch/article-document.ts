import { foldLabel } from '../../search/accepts-by.js';
import type { IndexableArticle, TimedArticle } from '../../index-feed/indexable-article.js';
import { searchTermsOf } from '../embedded/search-terms.js';
import type { TextReader } from '../embedded/text-reader.js';
import { foldText } from './fold-text.js';

/** An article as it stands in the index. */
export interface ArticleDocument {
  tenant_id: string;
  locale: string;
  valid_from: string;
  valid_to: string;
  category: string | null;
  keywords: string[];
  question: string;
  wordings: string[];
  keyword_text: string[];
  answer: string;
  terms: string[];
  length: number;
  /** Bytes of the article's meaning as a whole. */
  meaning?: number[];
  /** As they were written, to be ranked and given out; not indexed. */
  article: TimedArticle;
  translations: TimedArticle[];
}

/** Before and after any time that an article may have. */
const ALWAYS = { from: '0001-01-01T00:00:00.000Z', to: '9999-12-31T23:59:59.999Z' };

/** Texts are folded to one Chinese script and width before they are indexed, as questions are before they are asked. */
export function toDocument(tenantId: string, { translations, ...article }: IndexableArticle, reader: TextReader): ArticleDocument {
  const { meaning, ...found } = searchTermsOf(article, translations, reader);
  return {
    tenant_id: tenantId,
    locale: article.locale,
    valid_from: article.validFrom ?? ALWAYS.from,
    valid_to: article.validTo ?? ALWAYS.to,
    category: article.category === null ? null : foldLabel(article.category),
    keywords: article.keywords.map(foldLabel),
    question: foldText(article.question),
    wordings: article.paraphrases.map(foldText),
    keyword_text: article.keywords.map(foldText),
    answer: foldText(article.answer),
    ...found,
    // A vector of nothing has no direction, and none is what Elasticsearch takes for it.
    ...(meaning.some((value) => value !== 0) ? { meaning: [...meaning] } : {}),
    article,
    translations,
  };
}
