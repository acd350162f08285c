import type { Article } from '../../types.js';
import type { PackedMeaning } from '../../meaning/meaning-index.js';
import { IDEA_MARK, type Tokens } from '../../text/tokenise.js';
import { wordingKey } from '../../text/wording-key.js';
import type { TextReader } from './text-reader.js';
import type { Vocabulary } from './vocabulary.js';

/** How often a token of each part of an article counts towards its frequency. */
const FIELD_WEIGHT = { wording: 1, keyword: 1, answer: 0.4 } as const;
const MAX_FREQUENCY = 4;

/** A wording of a question: its terms and how much each counts (see tokenise). */
export type Wording = { text: string; terms: Int32Array; weights: Float32Array };

/** An article with everything that matching needs, as term numbers of one vocabulary. */
export type IndexedArticle = {
  article: Article;
  /** of its wordings (see wordingKey) */
  keys: Set<string>;
  wordings: Wording[];
  keywords: Set<number>;
  frequencies: Map<number, number>;
  /** how much the article is about each idea */
  ideas: Map<number, number>;
  meanings: ArticleMeanings;
};

/** What the parts of an article mean, and the article as a whole. */
export type ArticleMeanings = { wordings: PackedMeaning[]; answer: PackedMeaning; whole: PackedMeaning };

/** An answer begins with what it is about; more of it takes longer to read than it tells. In UTF-16 code units. */
const ANSWER_READ = 300;

/** How much each part of an article says about what it means as a whole. */
const MEANING_WEIGHT = { question: 1.5, wording: 1, keywords: 1, answer: 0.7 } as const;

/** Other texts of the same article: wordings in the same language, and translations of all its words. */
export type Translations = { wordings: string[]; articles: Article[] };

/** How much an idea named in each part of an article says that the article is about it. */
const IDEA_WEIGHT = { question: 2, paraphrase: 1, keywords: 2, answer: 0.5 } as const;

/** Numbers the terms of an article; its translations lend it their wordings and ideas. */
export function indexArticle(article: Article, translations: Translations, vocabulary: Vocabulary, reader: TextReader): IndexedArticle {
  const texts = new Set([article.question, ...article.paraphrases, ...translations.wordings]);
  const frequencies = new Map<number, number>();
  const wordings = [...texts].map((text) => {
    const tokens = reader.tokens(text);
    count(tokens, FIELD_WEIGHT.wording, vocabulary, frequencies);
    return toWording(text, tokens, vocabulary);
  });
  const keywords = reader.tokens(keywordText(article));
  count(keywords, FIELD_WEIGHT.keyword, vocabulary, frequencies);
  count(reader.tokens(article.answer), FIELD_WEIGHT.answer, vocabulary, frequencies);
  return {
    article,
    keys: new Set([...texts].map(wordingKey)),
    wordings: wordings.filter((wording) => wording.terms.length > 0),
    keywords: new Set([...keywords.keys()].map((token) => vocabulary.add(token))),
    frequencies,
    ideas: ideasOf([article, ...translations.articles], vocabulary, reader),
    meanings: meaningsOf(article, [...texts], reader),
  };
}

function meaningsOf(article: Article, wordings: string[], reader: TextReader): ArticleMeanings {
  const keywords = keywordText(article);
  const answer = article.answer.slice(0, ANSWER_READ);
  return {
    wordings: [...wordings, keywords].map((text) => reader.packedMeaning(text)),
    answer: reader.packedMeaning(answer),
    whole: reader.commonMeaning([
      ...wordings.map((text) => ({ text, weight: text === article.question ? MEANING_WEIGHT.question : MEANING_WEIGHT.wording })),
      { text: keywords, weight: MEANING_WEIGHT.keywords },
      { text: answer, weight: MEANING_WEIGHT.answer },
    ]),
  };
}

function ideasOf(articles: Article[], vocabulary: Vocabulary, reader: TextReader): Map<number, number> {
  const ideas = new Map<number, number>();
  const add = (text: string, weight: number): void => {
    for (const [token, share] of reader.tokens(text)) {
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
