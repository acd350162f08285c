import type { AgentStep } from '#libs/agent-runtime';
import type { AnswerTurn } from '#libs/contracts';
import { answerFromArticles, faqQueryLog, type FaqSearch } from '#libs/knowledge';
import { noAnswerText } from './no-answer-text.js';

/** Answers from the tenant's articles, in the article's own words; without a sure match it says so and offers a human. */
export async function answerFaqTurn(search: FaqSearch, tenantId: string, { turn, routing }: AnswerTurn): Promise<AgentStep> {
  const hits = await search.search(tenantId, turn.text, { locale: routing.locale, limit: 5 });
  const answer = answerFromArticles(hits);
  const found = answer.kind === 'answer' ? answer.hit : null;
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
