import { stepOf } from '#libs/agent-runtime';
import type { LanguageModels } from '#libs/channels';
import type { Routing, TurnContext, TurnPart } from '#libs/contracts';
import { DECISION_THRESHOLDS, type IntentCandidate, type Locale } from '#libs/intents';
import { flowAgentFor } from './continue-flow.js';
import { readJudgement, routeRequest, type Judgement } from './route-prompt.js';
import type { Wish } from './understand.js';

/** A customer waits for the answer, which only begins when this is decided. Milliseconds. */
const JUDGE_WITHIN_MS = 8_000;

export interface WishToRoute {
  tenantId: string;
  turn: TurnContext;
  wish: Wish;
  /** Which part of the turn it is; absent when it is the whole. */
  part: Pick<TurnPart, 'split' | 'index'> | undefined;
  locale: Locale;
}

/** Decides whose a wish is: a dialogue that waits for it, the classifier when sure, else a model, else the best guess. */
export async function decideRouting(models: Pick<LanguageModels, 'ask'>, toRoute: WishToRoute): Promise<Routing> {
  const { turn, wish, locale } = toRoute;
  const { intent, confidence, sure } = wish;
  const agent = intent === 'human' ? null : flowAgentFor(turn, wish);
  if (agent) return { intent: agent, guess: intent, confidence, locale, decided_by: 'flow' };
  if (sure) return { intent, guess: intent, confidence, locale, decided_by: 'classifier' };
  // A wish for a human that the classifier suspects is not a model's to talk away.
  const judgement = intent === 'human' ? null : await askModel(models, toRoute);
  if (judgement && judgement.confidence >= DECISION_THRESHOLDS.modelSureFrom) {
    return { intent: judgement.intent, guess: judgement.intent, confidence: judgement.confidence, locale, decided_by: 'model' };
  }
  // Tried as a question first; what no article answers the FAQ agent asks back about, or passes on.
  return { intent: 'faq', guess: intent, confidence, locale, decided_by: 'default' };
}

async function askModel(models: Pick<LanguageModels, 'ask'>, { tenantId, turn, wish, part }: WishToRoute): Promise<Judgement | null> {
  const answer = await models.ask({
    tenantId,
    task: 'route',
    agentType: null,
    complexity: 'normal',
    conversationId: turn.conversation_id,
    turnId: turn.turn_id,
    step: stepOf('route', part),
    request: routeRequest(wish.text),
    signal: AbortSignal.timeout(JUDGE_WITHIN_MS),
  });
  return answer.kind === 'answered' ? readJudgement(answer.completion.text) : null;
}

/**
 * The two likeliest meanings of a wish about which the contact may be asked. None when there is
 * something better to do without an answer: to call the human who is likely wanted, or to say what can
 * be helped with when no specialist is likely to be meant.
 */
export function alternativesFor({ decided_by, guess, confidence }: Routing, candidates: readonly IntentCandidate[]): Routing['alternatives'] {
  if (decided_by !== 'default') return undefined;
  const others = candidates.filter(({ intent }) => intent !== guess);
  if (guess === 'faq' || guess === 'other') {
    const rival = others.find(({ intent }) => intent !== 'faq' && intent !== 'other');
    return rival && rival.confidence >= DECISION_THRESHOLDS.rivalFrom ? (guess === 'faq' ? [guess, rival.intent] : [rival.intent, guess]) : undefined;
  }
  const [second] = others;
  return second && !(guess === 'human' && confidence >= DECISION_THRESHOLDS.transferFrom) ? [guess, second.intent] : undefined;
}
