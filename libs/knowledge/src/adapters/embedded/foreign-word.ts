import { IDEA_MARK, tokenise, type Tokens } from '../../text/tokenise.js';
import type { Article } from '../../types.js';
import type { TextReader } from './text-reader.js';

/**
 * From this share of a question on, a word that the article has nothing like is what the question is about: "reset my
 * thermostat" is none for the article on passwords, however alike the rest is. Of English questions answered rightly it
 * holds back one in six, of those answered wrongly one in four, and most of those in which one noun was exchanged.
 */
const SUBJECT_FROM = 0.2;
/** Words this much alike stand for one another. */
const ALIKE_FROM = 0.6;
/** What a word counts that training has not seen: as much as the rarest it has. */
const UNSEEN_WEIGHT = 11;
/** Pairs of Chinese characters say too little of the words they are cut from. */
const LATIN_WORD = /^[a-z]/;

/** Whether a question is about something that an article does not know: its own words tell, not how alike it is as a whole. */
export function isAboutSomethingElse(question: Tokens, article: Article, reader: TextReader): boolean {
  const known = new Set([article.question, ...article.paraphrases, article.keywords.join(' , '), article.answer].flatMap((text) => [...reader.tokens(text).keys()]));
  const directions = [...known].flatMap((token) => reader.encoder.ofToken(token)?.direction ?? []);
  const words = [...question].filter(([token, weight]) => weight === 1 && LATIN_WORD.test(token)).map(([token]) => ({ token, weight: weightOf(token, reader) }));
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  return words.some(({ token, weight }) => weight * strangeness(token, known, directions, reader) > SUBJECT_FROM * total);
}

const weightOf = (token: string, { encoder }: TextReader): number => Math.min(UNSEEN_WEIGHT, encoder.ofToken(token)?.weight ?? UNSEEN_WEIGHT);

/** 1: the article has nothing like it; 0: the word, a word of the same idea, or one much alike. */
function strangeness(token: string, known: ReadonlySet<string>, directions: readonly Float32Array[], { encoder }: TextReader): number {
  if (known.has(token) || ideasOf(token).some((idea) => known.has(idea))) return 0;
  const direction = encoder.ofToken(token)?.direction;
  if (!direction) return 1;
  const likest = directions.reduce((best, other) => Math.max(best, cosine(direction, other)), 0);
  return 1 - Math.min(1, likest / ALIKE_FROM);
}

const ideasOf = (token: string): string[] => [...tokenise(token).keys()].filter((other) => other.startsWith(IDEA_MARK));

const cosine = (one: Float32Array, other: Float32Array): number => one.reduce((sum, value, at) => sum + value * other[at]!, 0);
