import { commandFor } from '#libs/agent-runtime';
import type { LanguageModels } from '#libs/channels';
import type { Envelope, Routing, TurnContext } from '#libs/contracts';
import type { IntentClassifier, IntentDecision } from '#libs/intents';
import { readJudgement, routeRequest, type Judgement } from './route-prompt.js';

export interface RouteTurnParts {
  classifier: Pick<IntentClassifier, 'classify'>;
  models: Pick<LanguageModels, 'ask'>;
}

/** A customer waits for the answer, which only begins when this is decided. Milliseconds. */
const JUDGE_WITHIN_MS = 8_000;
/** A model that is less sure of itself is no better than the classifier was. */
const MODEL_SURE_FROM = 0.5;

/** Decides who answers a turn. @returns the command that makes them do it */
export async function routeTurn(parts: RouteTurnParts, tenantId: string, turn: TurnContext): Promise<Envelope> {
  const decision = parts.classifier.classify(turn.text, turn.locale_hint ? { locale: turn.locale_hint } : {});
  const routing = decision.sure ? byClassifier(decision) : await judge(parts, tenantId, turn, decision);
  return commandFor(tenantId, { turn, routing });
}

const byClassifier = ({ intent, confidence, locale }: IntentDecision): Routing => ({ intent, guess: intent, confidence, locale, decided_by: 'classifier' });

/** A wish for a human that the classifier suspects is not a model's to talk away. */
async function judge(parts: RouteTurnParts, tenantId: string, turn: TurnContext, decision: IntentDecision): Promise<Routing> {
  const judgement = decision.intent === 'human' ? null : await askModel(parts.models, tenantId, turn);
  if (!judgement || judgement.confidence < MODEL_SURE_FROM) return byDefault(decision);
  const { intent, confidence } = judgement;
  return { intent, guess: intent, confidence, locale: decision.locale, decided_by: 'model' };
}

/** An unsure guess is tried as a question first; what no article answers the FAQ agent passes on. */
const byDefault = ({ intent, confidence, locale }: IntentDecision): Routing => ({ intent: 'faq', guess: intent, confidence, locale, decided_by: 'default' });

async function askModel(models: RouteTurnParts['models'], tenantId: string, turn: TurnContext): Promise<Judgement | null> {
  const answer = await models.ask({
    tenantId,
    task: 'route',
    agentType: null,
    complexity: 'normal',
    conversationId: turn.conversation_id,
    turnId: turn.turn_id,
    step: 'route',
    request: routeRequest(turn.text),
    signal: AbortSignal.timeout(JUDGE_WITHIN_MS),
  });
  return answer.kind === 'answered' ? readJudgement(answer.completion.text) : null;
}
