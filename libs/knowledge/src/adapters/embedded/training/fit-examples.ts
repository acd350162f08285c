import { EmbeddedFaqIndex } from '../faq-index.js';
import type { Article, Locale } from '../../../types.js';
import type { FitExample } from './fit-match-weights.js';

/** A question with the `externalId` of the article that answers it, or null if none does. */
export type LabelledQuestion = { text: string; locale: Locale; externalId: string | null };

/** Examples made from the articles themselves count half as much as a customer's question. */
const MADE_UP_IMPORTANCE = 0.5;

/**
 * The examples that the match weights are fitted to:
 * the labelled questions; half of all paraphrases, each asked of an index that lacks it; and questions
 * asked of an index that lacks every article that could answer them.
 */
export function fitExamples(articles: Article[], questions: LabelledQuestion[]): FitExample[] {
  const complete = new EmbeddedFaqIndex(articles);
  return [
    ...questions.map((question) => toExample(complete, question, 1)),
    ...articles.flatMap((article, at) => withoutOwnParaphrase(articles, article, at)),
    ...[...new Set(articles.map(({ externalId }) => externalId))].flatMap((family) => withoutFamily(articles, family, questions)),
  ].filter(({ candidates }) => candidates.length > 0);
}

function withoutOwnParaphrase(articles: Article[], article: Article, at: number): FitExample[] {
  const sameLanguage = articles.filter(({ locale }) => (locale === 'en') === (article.locale === 'en'));
  return article.paraphrases.filter((_, number) => (number + at) % 2 === 0).map((text) => {
    const reduced = { ...article, paraphrases: article.paraphrases.filter((other) => other !== text) };
    const index = new EmbeddedFaqIndex(sameLanguage.map((other) => (other === article ? reduced : other)));
    return toExample(index, { text, locale: article.locale, externalId: article.externalId }, MADE_UP_IMPORTANCE);
  });
}

function withoutFamily(articles: Article[], family: string | null, questions: LabelledQuestion[]): FitExample[] {
  const index = new EmbeddedFaqIndex(articles.filter(({ externalId }) => externalId !== family));
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
