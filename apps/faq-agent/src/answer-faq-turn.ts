import type { AgentStep } from '#libs/agent-runtime';
import type { AnswerTurn } from '#libs/contracts';
import { answerFromArticles, faqQueryLog, type FaqSearch } from '#libs/knowledge';
import { noAnswerText } from './no-answer-text.js';

/** An unsure guess at least this likely is worth the specialist's time when no article answers. */
const WORTH_A_TRANSFER = 0.6;

/**
 * Answers from the tenant's articles, in the article's own words. Without a sure match: the
 * specialist the router was not quite sure of, or the truth and the offer of a human.
 */
export async function answerFaqTurn(search: FaqSearch, tenantId: string, { turn, routing }: AnswerTurn): Promise<AgentStep> {
  const hits = await search.search(tenantId, turn.text, { locale: routing.locale, limit: 5 });
  const answer = answerFromArticles(hits);
  const found = answer.kind === 'answer' ? answer.hit : null;
  const specialist = specialistFor(routing);
  if (!found && specialist) return { kind: 'transfer', intent: specialist };
  const nearest = answer.kind === 'answer' ? answer.hit : answer.nearest;
  return {
    kind: 'reply',
    text: found ? found.article.answer : noAnswerText(routing),
    fromCache: false,
    alongside: faqQueryLog(tenantId, {
      turnId: turn.turn_id,
      question: turn.text,
      locale: routing.locale,
      outcome: found ? 'answered' : 'no_answer',
      articleId: found?.article.id ?? null,
      score: nearest?.score ?? null,
    }),
  };
}

function specialistFor({ decided_by, guess, confidence }: AnswerTurn['routing']): Extract<AgentStep, { kind: 'transfer' }>['intent'] | null {
  if (decided_by !== 'default' || confidence < WORTH_A_TRANSFER || guess === 'faq' || guess === 'other') return null;
  return guess;
}
