import { MAX_TURN_PARTS } from '#libs/contracts';
import type { Wish } from './understand.js';

export const isWishForHuman = ({ intent, sure }: Pick<Wish, 'intent' | 'sure'>): boolean => intent === 'human' && sure;

/**
 * Which wishes of a message are dispatched, in its order. Who repeats a wish is answered once. Small talk beside a wish needs no answer of
 * its own. Beside a wish for a human only general questions are answered: everything else is the
 * human's now. What is beyond the bound is answered together with the last.
 * @param options.keepSmallTalk when a dialogue waits for an answer: a mere "yes" may be one
 */
export function selectWishes(all: readonly Wish[], { keepSmallTalk }: { keepSmallTalk: boolean }): Wish[] {
  const wishes = all.filter((wish, at) => all.findIndex((other) => repeats(wish, other)) === at);
  const human = wishes.find(isWishForHuman);
  if (human) return bounded(wishes.filter((wish) => wish === human || (wish.intent === 'faq' && wish.sure)), human);
  const real = keepSmallTalk ? wishes : wishes.filter(({ intent }) => intent !== 'other');
  return bounded(real.length > 0 ? real : wishes.slice(0, 1));
}

const repeats = (wish: Wish, other: Wish): boolean => wish.intent === other.intent && wordsOf(wish) === wordsOf(other);
const wordsOf = ({ text }: Wish): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The wish for a human is never merged into another. */
function bounded(wishes: readonly Wish[], human?: Wish): Wish[] {
  if (wishes.length <= MAX_TURN_PARTS) return [...wishes];
  const others = wishes.filter((wish) => wish !== human);
  const room = MAX_TURN_PARTS - (human ? 1 : 0);
  const kept = [...others.slice(0, room - 1), merged(others.slice(room - 1))];
  return human ? [...kept, human] : kept;
}

function merged(wishes: readonly Wish[]): Wish {
  return { ...wishes[0]!, text: wishes.map(({ text }) => text).join('\n'), entities: wishes.flatMap(({ entities }) => entities) };
}
