import type { Article, FaqHit } from '../src/types.js';

/** An article with the given parts; everything else is empty or made from the question. */
export function article(parts: Partial<Article> & Pick<Article, 'locale' | 'question'>): Article {
  return { id: `${parts.locale}:${parts.question}`, externalId: null, answer: '', category: null, keywords: [], paraphrases: [], ...parts };
}

/** A small English shop. */
export const SHOP: Article[] = [
  article({ locale: 'en', externalId: 'track', question: 'How do I track my order?', paraphrases: ['where is my package'], keywords: ['tracking'], answer: 'Open My orders.' }),
  article({ locale: 'en', externalId: 'refund', question: 'When will I get my refund?', paraphrases: ['how long until I have my money back'], keywords: ['refund'], answer: 'Within ten days.' }),
  article({ locale: 'en', externalId: 'password', question: 'How do I reset my password?', paraphrases: ['I forgot my password'], keywords: ['password', 'login'], answer: 'Use the link.' }),
  article({ locale: 'en', externalId: 'warranty', question: 'How long is the warranty?', paraphrases: ['is my kettle still covered'], keywords: ['warranty'], answer: 'Two years.' }),
];

/** A hit of an article with the given id and score. */
export function hit(id: string, score: number, externalId: string | null = id): FaqHit {
  return { article: article({ locale: 'en', question: id, id, externalId }), score, matched: id };
}
