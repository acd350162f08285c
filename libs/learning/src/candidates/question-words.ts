import { IDEA_MARK, tokenise } from '#libs/knowledge';

/** What a question is about: tokens with how much each counts. */
export type Words = ReadonlyMap<string, number>;

/** Ideas join wordings that share no word, so they count more here than in search. */
const IDEA_FACTOR = 1.5;
/** Asked of everything, so that they do not tell the subject: stems, characters and ideas as search knows them. */
const GENERIC = new Set(
  'sell offer buy purchas carri stock accept provid avail availabl bring someth anyth price 卖 买 有 没 想 求 ~assortment ~stock ~offtopic ~advice ~human ~manual'.split(' '),
);
const GENERIC_FACTOR = 0.25;
/** Below it there is nothing to write an article about: greetings, thanks, a single common word. */
const LEAST_CONTENT = 1.2;

export function wordsOf(question: string): Words {
  return new Map([...tokenise(question)].map(([token, weight]) => [token, weight * factorOf(token)]));
}

function factorOf(token: string): number {
  if (GENERIC.has(token)) return GENERIC_FACTOR;
  return token.startsWith(IDEA_MARK) ? IDEA_FACTOR : 1;
}

export function saysEnough(words: Words): boolean {
  let content = 0;
  for (const weight of words.values()) content += weight;
  return content >= LEAST_CONTENT;
}

/** How telling a word is; rare ones are. */
export type Telling = (token: string) => number;

/** Of the words of `mass` questions, in which each token occurs as often as `sums` tells. */
export const tellingIn = (sums: Words, questions: number): Telling => (token) => Math.log(1 + (questions + 10) / ((sums.get(token) ?? 0) + 1));

/** 0 to 1: the cosine of the two, telling words counting more. */
export function similarity(one: Words, other: Words, telling: Telling): number {
  let product = 0;
  for (const [token, weight] of one) product += weight * (other.get(token) ?? 0) * telling(token) ** 2;
  return product === 0 ? 0 : product / Math.sqrt(lengthOf(one, telling) * lengthOf(other, telling));
}

function lengthOf(words: Words, telling: Telling): number {
  let sum = 0;
  for (const [token, weight] of words) sum += (weight * telling(token)) ** 2;
  return sum;
}
