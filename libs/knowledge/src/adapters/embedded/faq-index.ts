import { ANSWER_FROM_SCORE } from '../../answer-from-articles.js';
import { tokenise, type Tokens } from '../../text/tokenise.js';
import type { Article, FaqHit, Locale } from '../../types.js';
import type { TokensOf } from './indexed-article.js';
import { LocaleIndex } from './locale-index.js';
import type { Match } from './match-features.js';
import { LOCALES, SIBLING_SCRIPT, translationFinder } from './translations.js';

const DEFAULT_LIMIT = 10;

/** The indexes that answer questions of a locale: all of `preferred`, and `fallback` if they are not sure. */
type Lookup = { preferred: LocaleIndex[]; fallback: LocaleIndex | undefined };

/**
 * Finds the articles that answer a question, in memory. The index is fixed: build another when articles change.
 *
 * Which articles may answer a question asked in a locale:
 * 1. articles of that locale;
 * 2. if none of them is sure enough to answer with, Chinese articles of the other script that have no
 *    translation in the asked locale (in front if they are sure, or alone if nothing else was found);
 * 3. articles of another language only if there is no article in the asked language at all.
 * Translations of one article (same `externalId`) lend each other their wordings between the Chinese
 * scripts, and their ideas between all languages.
 */
export class EmbeddedFaqIndex {
  private readonly lookups: Map<Locale, Lookup>;

  constructor(private readonly articles: Article[]) {
    this.lookups = buildLookups(articles);
  }

  get size(): number {
    return this.articles.length;
  }

  /** The best matching articles, best first, at most `limit` (10; never over 24). Any text is accepted as a question. */
  search(question: string, options: { locale: Locale; limit?: number }): FaqHit[] {
    const limit = options.limit ?? DEFAULT_LIMIT;
    const { preferred, fallback } = this.lookups.get(options.locale)!;
    const found = preferred.flatMap((index) => index.search(question, limit));
    if (preferred.length > 1) found.sort((a, b) => b.score - a.score);
    if (!fallback || isSure(found[0])) return found.slice(0, limit);
    const others = fallback.search(question, limit).filter((hit) => isSure(hit) || found.length === 0);
    return [...others, ...found].slice(0, limit);
  }

  /** What the scores of the candidates for a question are made of, for fitting the weights. */
  describe(question: string, locale: Locale): Match[] {
    return this.lookups.get(locale)!.preferred.flatMap((index) => index.matches(question));
  }
}

function isSure(hit: FaqHit | undefined): boolean {
  return hit !== undefined && hit.score >= ANSWER_FROM_SCORE;
}

function buildLookups(articles: Article[]): Map<Locale, Lookup> {
  const translationsOf = translationFinder(articles);
  const tokensOf = rememberTokens();
  const build = (some: Article[]): LocaleIndex => new LocaleIndex(some, translationsOf, tokensOf);
  const byLocale = new Map(LOCALES.map((locale) => [locale, articles.filter((article) => article.locale === locale)]));
  const indexes = new Map(LOCALES.filter((locale) => byLocale.get(locale)!.length > 0).map((locale) => [locale, build(byLocale.get(locale)!)]));

  const lookUp = (locale: Locale): Lookup => {
    const own = indexes.get(locale);
    const sibling = SIBLING_SCRIPT[locale];
    const others = sibling && indexes.get(sibling);
    if (!own && !others) return { preferred: [...indexes.values()], fallback: undefined };
    if (!own || !others) return { preferred: own ? [own] : [], fallback: others };
    const translated = new Set(byLocale.get(locale)!.map(({ externalId }) => externalId));
    const siblings = byLocale.get(sibling)!;
    const untranslated = siblings.filter(({ externalId }) => externalId === null || !translated.has(externalId));
    if (untranslated.length === siblings.length) return { preferred: [own], fallback: others };
    return { preferred: [own], fallback: untranslated.length > 0 ? build(untranslated) : undefined };
  };
  return new Map(LOCALES.map((locale) => [locale, lookUp(locale)]));
}

function rememberTokens(): TokensOf {
  const known = new Map<string, Tokens>();
  return (text) => {
    const tokens = known.get(text) ?? tokenise(text);
    known.set(text, tokens);
    return tokens;
  };
}
