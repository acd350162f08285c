import { ANSWER_FROM_SCORE } from '../../answer-from-articles.js';
import type { Article, FaqHit, Locale } from '../../types.js';
import type { Translations } from './indexed-article.js';
import { LocaleIndex } from './locale-index.js';

const DEFAULT_LIMIT = 10;
const SIBLING_SCRIPT: Partial<Record<Locale, Locale>> = { 'zh-TW': 'zh-CN', 'zh-CN': 'zh-TW' };
const LOCALES: Locale[] = ['en', 'zh-TW', 'zh-CN'];

/** In which order articles may answer: those of the first list, then of the second if none of those fits. */
type Lookup = { preferred: LocaleIndex; fallback: LocaleIndex | undefined };

/**
 * Finds the articles that answer a question, in memory.
 *
 * Which articles may answer a question asked in a locale:
 * 1. articles of that locale;
 * 2. if none of them is sure enough to answer with, Chinese articles of the other script that have no
 *    translation in the asked locale;
 * 3. articles of another language only if there is no article in the asked language at all.
 * Translations of one article (same `externalId`) in the two Chinese scripts lend each other their wordings.
 */
export class EmbeddedFaqIndex {
  private readonly lookups: Map<Locale, Lookup>;

  constructor(private readonly articles: Article[]) {
    this.lookups = new Map(LOCALES.map((locale) => [locale, buildLookup(articles, locale)]));
  }

  get size(): number {
    return this.articles.length;
  }

  /** The best matching articles, best first, at most `limit` (10); any text is accepted as a question. */
  search(question: string, options: { locale: Locale; limit?: number }): FaqHit[] {
    const limit = options.limit ?? DEFAULT_LIMIT;
    const { preferred, fallback } = this.lookups.get(options.locale)!;
    const own = preferred.search(question, limit);
    if (!fallback || (own[0]?.score ?? 0) >= ANSWER_FROM_SCORE) return own;
    const other = fallback.search(question, limit);
    const betterOthers = other.filter((hit) => hit.score >= ANSWER_FROM_SCORE || own.length === 0);
    return [...betterOthers, ...own].slice(0, limit);
  }

  /** @internal the index that serves a locale, for fitting the weights. */
  localeIndex(locale: Locale): LocaleIndex {
    return this.lookups.get(locale)!.preferred;
  }
}

function buildLookup(articles: Article[], locale: Locale): Lookup {
  const sibling = SIBLING_SCRIPT[locale];
  const own = articles.filter((article) => article.locale === locale);
  const siblings = articles.filter((article) => article.locale === sibling);
  const translationsOf = translationFinder(articles);
  if (own.length + siblings.length === 0) return { preferred: new LocaleIndex(articles, translationsOf), fallback: undefined };
  const translated = new Set(own.map((article) => article.externalId));
  const untranslated = siblings.filter(({ externalId }) => externalId === null || !translated.has(externalId));
  return {
    preferred: new LocaleIndex(own, translationsOf),
    fallback: untranslated.length > 0 ? new LocaleIndex(untranslated, translationsOf) : undefined,
  };
}

function translationFinder(articles: Article[]): (article: Article) => Translations {
  const families = new Map<string | null, Article[]>();
  for (const article of articles) families.set(article.externalId, [...(families.get(article.externalId) ?? []), article]);
  return (article) => {
    const family = article.externalId === null ? [] : families.get(article.externalId)!;
    const others = family.filter(({ locale }) => locale !== article.locale);
    const siblings = others.filter(({ locale }) => locale === SIBLING_SCRIPT[article.locale]);
    return { wordings: siblings.flatMap(({ question, paraphrases }) => [question, ...paraphrases]), articles: others };
  };
}
