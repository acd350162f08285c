import { MAX_TURN_PARTS } from '#libs/contracts';
import { DECISION_THRESHOLDS } from '#libs/intents';
import type { Wish } from './understand.js';

export const isWishForHuman = ({ intent, sure }: Pick<Wish, 'intent' | 'sure'>): boolean => intent === 'human' && sure;

/**
 * Which wishes of a message are dispatched, in its order; none when it should be taken as one. Beside a
 * wish for a human only general questions are answered: everything else is the human's now. What is not
 * plainly a wish stays with its neighbour, small talk beside a wish needs no answer of its own, who
 * repeats a wish is answered once, and what is beyond the bound is answered together with the last.
 * @param options.keepSmallTalk when a dialogue waits for an answer: a mere "yes" may be one
 */
export function selectWishes(wishes: readonly Wish[], { keepSmallTalk }: { keepSmallTalk: boolean }): Wish[] {
  const human = wishes.find(isWishForHuman);
  if (human) return bounded(withoutRepeats(wishes).filter((wish) => wish === human || (wish.intent === 'faq' && wish.sure)), human);
  if (keepSmallTalk || wishes.length === 1) return bounded(withoutRepeats(wishes));
  const plain = withoutRepeats(plainWishes(wishes));
  const real = plain.filter(({ intent }) => intent !== 'other');
  return bounded(real.length > 0 ? real : plain.slice(0, 1));
}

const isPlain = ({ sure, confidence }: Wish): boolean => sure || confidence >= DECISION_THRESHOLDS.partFrom;

/** A part of a story says little by itself: it goes with the wish before it, or the first. */
function plainWishes(wishes: readonly Wish[]): Wish[] {
  const first = wishes.findIndex(isPlain);
  if (first < 0) return [];
  return wishes.slice(first + 1).reduce<Wish[]>(
    (plain, wish) => (isPlain(wish) ? [...plain, wish] : [...plain.slice(0, -1), merged([plain.at(-1)!, wish])]),
    [{ ...merged(wishes.slice(0, first + 1)), ...decisionOf(wishes[first]!) }],
  );
}

const decisionOf = ({ intent, confidence, sure }: Wish): Pick<Wish, 'intent' | 'confidence' | 'sure'> => ({ intent, confidence, sure });

const withoutRepeats = (wishes: readonly Wish[]): Wish[] => wishes.filter((wish, at) => wishes.findIndex((other) => repeats(wish, other)) === at);
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
