import type { Article, Locale } from '../../types.js';
import type { Translations } from './indexed-article.js';

export const LOCALES: Locale[] = ['en', 'zh-TW', 'zh-CN'];
export const SIBLING_SCRIPT: Partial<Record<Locale, Locale>> = { 'zh-TW': 'zh-CN', 'zh-CN': 'zh-TW' };

/** Finds the translations of an article: articles of other locales with the same `externalId`. */
export function translationFinder(articles: Article[]): (article: Article) => Translations {
  const families = new Map<string | null, Article[]>();
  for (const article of articles) {
    const family = families.get(article.externalId);
    if (family) family.push(article);
    else families.set(article.externalId, [article]);
  }
  return ({ externalId, locale }) => {
    const family = externalId === null ? [] : (families.get(externalId) ?? []);
    const others = family.filter((other) => other.locale !== locale);
    const siblings = others.filter((other) => other.locale === SIBLING_SCRIPT[locale]);
    return { wordings: siblings.flatMap(({ question, paraphrases }) => [question, ...paraphrases]), articles: others };
  };
}
