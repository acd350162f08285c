import { commandFor } from '#libs/agent-runtime';
import type { LanguageModels } from '#libs/channels';
import type { Envelope, Routing, TurnContext, TurnPart } from '#libs/contracts';
import { withoutRefusedHuman, type IntentClassifier } from '#libs/intents';
import { sha256 } from '#libs/kernel';
import { continueChoice } from './continue-flow.js';
import { alternativesFor, decideRouting, type WishToRoute } from './decide-routing.js';
import { isWishForHuman, selectWishes } from './select-wishes.js';
import type { Understand, Understanding, Wish } from './understand.js';

export interface RouteTurnParts {
  understand: Understand;
  classifier: Pick<IntentClassifier, 'classify'>;
  models: Pick<LanguageModels, 'ask'>;
}

/**
 * Decides who answers a turn, or each of the wishes in it. In this order: an explicit wish for a human,
 * the dialogue that waits for an answer, the classifier when sure, a model, the best guess.
 * @returns the commands that make them do it
 */
export async function routeTurn(parts: RouteTurnParts, tenantId: string, accepted: TurnContext): Promise<Envelope[]> {
  const message = parts.understand(accepted.text, accepted.locale_hint ? { locale: accepted.locale_hint } : {});
  const turn = askedIn(accepted);
  const wantsHuman = message.parts.some(isWishForHuman);
  const continued = wantsHuman ? null : continueChoice(turn, message);
  if (continued) return [commandFor(tenantId, continued)];
  const selected = selectWishes(message.parts, { keepSmallTalk: turn.flow?.expects.kind === 'detail' });
  const wishes = selected.length > 0 ? selected : [asOne(parts.classifier, turn, message)];
  const split = wishes.length > 1 ? splitOf(wishes) : null;
  const toRoute = wishes.map((wish, index): WishToRoute => ({ tenantId, turn, wish, part: split ? { split, index } : undefined, locale: message.locale }));
  const decided = await Promise.all(toRoute.map((wish) => decideRouting(parts.models, wish)));
  const routings = mayAsk(turn, wantsHuman) ? withQuestion(parts.classifier, message, wishes, decided) : decided;
  return wishes.map((wish, index) => commandFor(tenantId, { turn, routing: routings[index]!, ...(split && { part: partOf(wish, split, index, wishes.length) }) }));
}

/** "No human, just …" is looked up without the human. */
function askedIn(turn: TurnContext): TurnContext {
  const asked = withoutRefusedHuman(turn.text);
  const text = asked.replace(/^[\s\p{P}]+/u, '').trim();
  return asked === turn.text || text === '' ? turn : { ...turn, text };
}

const asOne = (classifier: RouteTurnParts['classifier'], { text }: TurnContext, { locale, parts }: Understanding): Wish => {
  const { intent, confidence, sure } = classifier.classify(withoutRefusedHuman(text), { locale });
  return { text, intent, confidence, sure, entities: parts.flatMap(({ entities }) => entities) };
};

/** The same wishes are the same division of the message, whoever divides it and however often. */
const splitOf = (wishes: readonly Wish[]): string => sha256(JSON.stringify(wishes.map(({ text }) => text))).slice(0, 16);

const partOf = ({ text, entities }: Wish, split: string, index: number, count: number): TurnPart => ({ split, index, count, text, entities });

/** Nobody is asked twice in a row, nor asked while being passed on. */
const mayAsk = ({ flow }: TurnContext, wantsHuman: boolean): boolean => !wantsHuman && flow?.expects.kind !== 'choice';

/** One question at a time: the first wish that nobody is sure of may be asked about. */
function withQuestion(classifier: RouteTurnParts['classifier'], { locale, candidates, parts }: Understanding, wishes: readonly Wish[], routings: readonly Routing[]): Routing[] {
  const likeliest = (wish: Wish) => (wishes.length === 1 && parts.length === 1 ? candidates : classifier.classify(wish.text, { locale }).candidates);
  const questions = routings.map((routing, index) => (routing.decided_by === 'default' ? alternativesFor(routing, likeliest(wishes[index]!)) : undefined));
  const asked = questions.findIndex((question) => question !== undefined);
  return routings.map((routing, index) => (index === asked ? { ...routing, alternatives: questions[index]! } : routing));
}
