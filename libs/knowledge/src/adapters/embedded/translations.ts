import type { Article, Locale } from '../../types.js';
import type { Translations } from './indexed-article.js';

export const LOCALES: Locale[] = ['en', 'zh-TW', 'zh-CN'];
export const SIBLING_SCRIPT: Partial<Record<Locale, Locale>> = { 'zh-TW': 'zh-CN', 'zh-CN': 'zh-TW' };

/** What the translations of an article (of other locales, with the same `externalId`) lend it. */
export function translationsOf({ locale }: Article, family: readonly Article[]): Translations {
  const others = family.filter((other) => other.locale !== locale);
  const siblings = others.filter((other) => other.locale === SIBLING_SCRIPT[locale]);
  return { wordings: siblings.flatMap(({ question, paraphrases }) => [question, ...paraphrases]), articles: others };
}

/** Articles by their `externalId`. */
export class Families {
  private readonly families = new Map<string, Set<Article>>();

  add(article: Article): void {
    const { externalId } = article;
    if (externalId === null) return;
    const family = this.families.get(externalId);
    if (family) family.add(article);
    else this.families.set(externalId, new Set([article]));
  }

  remove(article: Article): void {
    const { externalId } = article;
    if (externalId === null) return;
    const family = this.families.get(externalId);
    family?.delete(article);
    if (family?.size === 0) this.families.delete(externalId);
  }

  /** The article and its translations. */
  of(article: Article): Article[] {
    return article.externalId === null ? [article] : [...(this.families.get(article.externalId) ?? [])];
  }

  /** Whether the article has a translation in the locale. */
  isTranslated({ externalId }: Article, locale: Locale): boolean {
    if (externalId === null) return false;
    for (const other of this.families.get(externalId) ?? []) if (other.locale === locale) return true;
    return false;
  }
}
