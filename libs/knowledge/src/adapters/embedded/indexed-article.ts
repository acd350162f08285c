import type { Article } from '../../types.js';
import { IDEA_MARK, type Tokens } from '../../text/tokenise.js';
import type { Vocabulary } from './vocabulary.js';

/** How often a token of each part of an article counts towards its frequency. */
const FIELD_WEIGHT = { wording: 1, keyword: 1, answer: 0.4 } as const;
const MAX_FREQUENCY = 4;

/** A wording of a question: its terms and how much each counts (see tokenise). */
export type Wording = { text: string; terms: Int32Array; weights: Float32Array };

/** An article with everything that matching needs, as term numbers of one vocabulary. */
export type IndexedArticle = {
  article: Article;
  wordings: Wording[];
  keywords: Set<number>;
  frequencies: Map<number, number>;
  /** how much the article is about each idea */
  ideas: Map<number, number>;
};

/** Other texts of the same article: wordings in the same language, and translations of all its words. */
export type Translations = { wordings: string[]; articles: Article[] };

/** Reads a text, or remembers how it was read (see tokenise). */
export type TokensOf = (text: string) => Tokens;

/** How much an idea named in each part of an article says that the article is about it. */
const IDEA_WEIGHT = { question: 2, paraphrase: 1, keywords: 2, answer: 0.5 } as const;

/** Numbers the terms of an article; its translations lend it their wordings and ideas. */
export function indexArticle(article: Article, translations: Translations, vocabulary: Vocabulary, tokensOf: TokensOf): IndexedArticle {
  const texts = new Set([article.question, ...article.paraphrases, ...translations.wordings]);
  const frequencies = new Map<number, number>();
  const wordings = [...texts].map((text) => {
    const tokens = tokensOf(text);
    count(tokens, FIELD_WEIGHT.wording, vocabulary, frequencies);
    return toWording(text, tokens, vocabulary);
  });
  const keywords = tokensOf(keywordText(article));
  count(keywords, FIELD_WEIGHT.keyword, vocabulary, frequencies);
  count(tokensOf(article.answer), FIELD_WEIGHT.answer, vocabulary, frequencies);
  return {
    article,
    wordings: wordings.filter((wording) => wording.terms.length > 0),
    keywords: new Set([...keywords.keys()].map((token) => vocabulary.add(token))),
    frequencies,
    ideas: ideasOf([article, ...translations.articles], vocabulary, tokensOf),
  };
}

function ideasOf(articles: Article[], vocabulary: Vocabulary, tokensOf: TokensOf): Map<number, number> {
  const ideas = new Map<number, number>();
  const add = (text: string, weight: number): void => {
    for (const [token, share] of tokensOf(text)) {
      if (!token.startsWith(IDEA_MARK)) continue;
      const term = vocabulary.add(token);
      ideas.set(term, (ideas.get(term) ?? 0) + weight * share);
    }
  };
  for (const article of articles) {
    add(article.question, IDEA_WEIGHT.question);
    for (const paraphrase of article.paraphrases) add(paraphrase, IDEA_WEIGHT.paraphrase);
    add(keywordText(article), IDEA_WEIGHT.keywords);
    add(article.answer, IDEA_WEIGHT.answer);
  }
  for (const [term, total] of ideas) ideas.set(term, Math.log(1 + (2 * total) / articles.length));
  return ideas;
}

/** Keywords with a mark between them, so that two of them are not read as one phrase. */
function keywordText({ keywords }: Article): string {
  return keywords.join(' , ');
}

function toWording(text: string, tokens: Tokens, vocabulary: Vocabulary): Wording {
  return {
    text,
    terms: Int32Array.from(tokens.keys(), (token) => vocabulary.add(token)),
    weights: Float32Array.from(tokens.values()),
  };
}

function count(tokens: Tokens, weight: number, vocabulary: Vocabulary, frequencies: Map<number, number>): void {
  for (const token of tokens.keys()) {
    const term = vocabulary.add(token);
    frequencies.set(term, Math.min(MAX_FREQUENCY, (frequencies.get(term) ?? 0) + weight));
  }
}
