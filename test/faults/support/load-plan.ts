import type { Destination } from './customers.js';
import type { Random } from './random.js';
import { textFor, WISHES, type Wish } from './wishes.js';

export interface PlannedMessage {
  text: string;
  destination: Destination;
  twice: boolean;
  follow: boolean;
}

/** Of a hundred messages: to conversations that many write to at a time, to a conversation of their own, and the rest through the simple chat API. */
const SHARE = { shared: 48, single: 22 };
/** Of a hundred: any wish in a shared conversation, where most would end its part with the AiAgents; sent twice at once; followed as they are answered; chats without a session id. */
const OFTEN = { anyWishInShared: 3, twice: 10, follow: 12, unnamedSession: 25 };

/** Where the load goes: conversations begun before it. */
export interface Targets {
  shared: readonly string[];
  /** Each is used once. */
  single: string[];
}

/** Plans one message; `wish`: what the load should mostly be about, so that an app about to be killed has work. */
export function planMessage(random: Random, targets: Targets, wish: Wish | undefined): PlannedMessage {
  const chance = (percent: number): boolean => random.between(0, 100) < percent;
  const dice = random.between(0, 100);
  const manner = { twice: chance(OFTEN.twice), follow: chance(OFTEN.follow) };
  if (dice < SHARE.shared) {
    const text = textFor(random, chance(OFTEN.anyWishInShared) ? random.pick(WISHES) : 'faq');
    return { text, destination: { kind: 'conversation', id: random.pick(targets.shared) }, ...manner };
  }
  const text = textFor(random, wish ?? random.pick(WISHES));
  const single = dice < SHARE.shared + SHARE.single ? targets.single.pop() : undefined;
  if (single) return { text, destination: { kind: 'conversation', id: single }, ...manner };
  const session = random.between(0, 2 ** 31);
  return { text, destination: { kind: 'session', id: chance(OFTEN.unnamedSession) ? undefined : `session-${session}`, userId: `customer-${session % 50}` }, ...manner };
}
