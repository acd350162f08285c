import type { QuestionEncoder } from '../../../meaning/question-encoder.js';
import { EmbeddedFaqIndex } from '../faq-index.js';
import { TextReader } from '../text-reader.js';
import type { Article, LabelledQuestion } from '../../../types.js';
import type { FitExample } from './fit-match-weights.js';

/** Examples made from the articles themselves count half as much as a customer's question. */
const MADE_UP_IMPORTANCE = 0.5;

/**
 * The examples that the match weights are fitted to:
 * the labelled questions; half of all paraphrases, each asked of an index that lacks it; and questions
 * asked of an index that lacks every article that could answer them.
 */
export function fitExamples(encoder: QuestionEncoder, articles: Article[], questions: LabelledQuestion[]): FitExample[] {
  // The same texts are indexed again and again.
  const reader = new TextReader(encoder);
  const complete = new EmbeddedFaqIndex(encoder, articles, reader);
  return [
    ...questions.map((question) => toExample(complete, question, 1)),
    ...articles.flatMap((article, at) => withoutOwnParaphrase(reader, articles, article, at)),
    ...[...new Set(articles.map(({ externalId }) => externalId))].flatMap((family) => withoutFamily(reader, articles, family, questions)),
  ].filter(({ candidates }) => candidates.length > 0);
}

function withoutOwnParaphrase(reader: TextReader, articles: Article[], article: Article, at: number): FitExample[] {
  const sameLanguage = articles.filter(({ locale }) => (locale === 'en') === (article.locale === 'en'));
  return article.paraphrases.filter((_, number) => (number + at) % 2 === 0).map((text) => {
    const reduced = { ...article, paraphrases: article.paraphrases.filter((other) => other !== text) };
    const index = new EmbeddedFaqIndex(reader.encoder, sameLanguage.map((other) => (other === article ? reduced : other)), reader);
    return toExample(index, { text, locale: article.locale, externalId: article.externalId }, MADE_UP_IMPORTANCE);
  });
}

function withoutFamily(reader: TextReader, articles: Article[], family: string | null, questions: LabelledQuestion[]): FitExample[] {
  const index = new EmbeddedFaqIndex(reader.encoder, articles.filter(({ externalId }) => externalId !== family), reader);
  const wordings = articles
    .filter(({ externalId }) => externalId === family)
    .flatMap(({ question, paraphrases, locale }) => [question, ...paraphrases].filter((_, at) => at % 2 === 0).map((text) => ({ text, locale })));
  const asked = questions.filter(({ externalId }) => externalId === family && externalId !== null);
  return [...wordings, ...asked].map(({ text, locale }) => toExample(index, { text, locale, externalId: null }, MADE_UP_IMPORTANCE));
}

function toExample(index: EmbeddedFaqIndex, { text, locale, externalId }: LabelledQuestion, importance: number): FitExample {
  const candidates = index
    .describe(text, locale)
    .map(({ indexed, features }) => ({ features, right: externalId !== null && indexed.article.externalId === externalId }));
  return { candidates, importance };
}
