import { ANSWER_FROM_SCORE } from '../../answer-from-articles.js';
import { acceptsBy } from '../../search/accepts-by.js';
import { DEFAULT_LIMIT, type SearchOptions } from '../../search/article-search.js';
import type { QuestionEncoder } from '../../meaning/question-encoder.js';
import type { Article, FaqHit, Locale } from '../../types.js';
import { atOnce, inSlices } from '../../in-slices.js';
import { LocaleIndex, type AcceptsArticle, type CollectionCounts } from './locale-index.js';
import type { Match } from './match-features.js';
import { TextReader } from './text-reader.js';
import { Families, LOCALES, SIBLING_SCRIPT, translationsOf } from './translations.js';

/** What a search looks at: all of `preferred`, and `fallback` if they are not sure. */
type Lookup = { preferred: LocaleIndex[]; fallback: LocaleIndex | undefined };

/** Articles that are new or changed, and the ids of those that are gone. */
export interface ArticleChanges {
  put: readonly Article[];
  remove: readonly string[];
}

/**
 * Finds the articles that answer a question, in memory.
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
  private readonly articles = new Map<string, Article>();
  private readonly families = new Families();
  private readonly indexes: Map<Locale, LocaleIndex>;

  constructor(
    private readonly encoder: QuestionEncoder,
    articles: readonly Article[] = [],
    reader = new TextReader(encoder),
  ) {
    this.indexes = new Map(LOCALES.map((locale) => [locale, new LocaleIndex(encoder)]));
    atOnce(this.#apply({ put: articles, remove: [] }, reader));
  }

  get size(): number {
    return this.articles.size;
  }

  /** Share of what was ever indexed that is gone and still takes memory. */
  get waste(): number {
    const sum = (count: (index: LocaleIndex) => number): number => [...this.indexes.values()].reduce((total, index) => total + count(index), 0);
    return 1 - sum(({ size }) => size) / Math.max(1, sum(({ everIndexed }) => everIndexed));
  }

  /** Takes changes up, giving way to other work every few milliseconds; searches meanwhile find each article as it was or as it is. */
  update(changes: ArticleChanges): Promise<void> {
    return inSlices(this.#apply(changes, new TextReader(this.encoder)));
  }

  /** Scores as if the articles were part of these collections. */
  standFor(collections: ReadonlyMap<Locale, CollectionCounts>): void {
    for (const [locale, counts] of collections) this.indexes.get(locale)!.standFor(counts);
  }

  /** The best matching articles, best first, at most `limit` (10; never over 24). Any text is accepted as a question. */
  search(question: string, { locale, limit = DEFAULT_LIMIT, filters }: SearchOptions): FaqHit[] {
    const accepts = acceptsBy(filters);
    const { preferred, fallback } = this.#lookUp(locale);
    const found = preferred.flatMap((index) => index.search(question, limit, accepts));
    if (preferred.length > 1) found.sort((a, b) => b.score - a.score);
    if (!fallback || isSure(found[0])) return found.slice(0, limit);
    const others = fallback.search(question, limit, this.#untranslated(locale, accepts)).filter((hit) => isSure(hit) || found.length === 0);
    return [...others, ...found].slice(0, limit);
  }

  /** What the scores of the candidates for a question are made of, for fitting the weights. */
  describe(question: string, locale: Locale): Match[] {
    return this.#lookUp(locale).preferred.flatMap((index) => index.matches(question));
  }

  #lookUp(locale: Locale): Lookup {
    const own = this.indexes.get(locale)!;
    const sibling = SIBLING_SCRIPT[locale];
    const others = sibling && this.indexes.get(sibling)!;
    if (own.size === 0 && !others?.size) return { preferred: [...this.indexes.values()].filter(({ size }) => size > 0), fallback: undefined };
    return { preferred: own.size > 0 ? [own] : [], fallback: others?.size ? others : undefined };
  }

  #untranslated(locale: Locale, accepts: AcceptsArticle | undefined): AcceptsArticle {
    return (article) => !this.families.isTranslated(article, locale) && (!accepts || accepts(article));
  }

  /** Whatever an article lends, its translations are indexed anew together with it. */
  *#apply({ put, remove }: ArticleChanges, reader: TextReader): Generator<void> {
    const affected = new Set<string>();
    for (const id of remove) {
      const former = this.#unlink(id);
      if (former) this.indexes.get(former.locale)!.remove(id);
      for (const relative of former ? this.families.of(former) : []) affected.add(relative.id);
      yield;
    }
    for (const article of put) {
      const former = this.#unlink(article.id);
      if (former && former.locale !== article.locale) this.indexes.get(former.locale)!.remove(article.id);
      this.articles.set(article.id, article);
      this.families.add(article);
      for (const relative of [...(former ? this.families.of(former) : []), ...this.families.of(article)]) affected.add(relative.id);
    }
    for (const id of affected) {
      const article = this.articles.get(id);
      if (!article) continue;
      this.indexes.get(article.locale)!.put(article, translationsOf(article, this.families.of(article)), reader);
      yield;
    }
  }

  /** What was under the id; in the index of its locale it stays for now. */
  #unlink(id: string): Article | undefined {
    const article = this.articles.get(id);
    if (article) this.families.remove(article);
    this.articles.delete(id);
    return article;
  }
}

function isSure(hit: FaqHit | undefined): boolean {
  return hit !== undefined && hit.score >= ANSWER_FROM_SCORE;
}
