import type { Article, Locale } from '#libs/knowledge';
import { readCollection } from '../shared/faq-collection.js';

/** A question as it is asked; `answeredBy`: the external id of the only article that answers it, null when none does. */
export interface AskedQuestion {
  text: string;
  /** Of the collection, however it was typed. */
  wording: string;
  locale: Locale;
  answeredBy: string | null;
}

export interface Collection {
  articles: Article[];
  /** The wordings of each subject: of an article, or a question alone that none answers. */
  answerable: AskedQuestion[][];
  unanswerable: AskedQuestion[][];
}

/** @throws Error when there is no such collection */
export async function readSubjects(name: string): Promise<Collection> {
  const { articles, questions } = await readCollection(name);
  const subjects = new Map<string, AskedQuestion[]>();
  for (const { text, locale, externalId: answeredBy } of questions) {
    const subject = `${locale} ${answeredBy ?? text}`;
    subjects.set(subject, [...(subjects.get(subject) ?? []), { text, wording: text, locale, answeredBy }]);
  }
  const isAnswerable = ([question]: AskedQuestion[]): boolean => question!.answeredBy !== null;
  return {
    articles,
    answerable: [...subjects.values()].filter(isAnswerable),
    unanswerable: [...subjects.values()].filter((wordings) => !isAnswerable(wordings)),
  };
}
