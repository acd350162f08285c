import type { AgentStep, ReplyStream } from '#libs/agent-runtime';
import type { LanguageModels } from '#libs/channels';
import type { AnswerTurn } from '#libs/contracts';
import { answerFromArticles, faqQueryLog, type FaqHit, type FaqSearch } from '#libs/knowledge';
import { noAnswerText } from './no-answer-text.js';
import { writeFromArticles, type WrittenAnswer } from './write-from-articles.js';

export interface AnswerFaqParts {
  search: Pick<FaqSearch, 'search'>;
  models: Pick<LanguageModels, 'ask'>;
}

/** An unsure guess at least this likely is worth the specialist's time when no article answers. */
const WORTH_A_TRANSFER = 0.6;

/**
 * From this score of the best article a model reads what was found. Of the demo questions that get no
 * sure answer this lets through four in five of those an article does answer, and a quarter of the others.
 */
const MAY_MATTER_FROM = 0.05;

/**
 * Answers from the tenant's articles: with a sure match in the article's own words, else as a model
 * writes it from the articles found. Without either: the specialist the router was not quite sure of,
 * or the truth and the offer of a human.
 */
export async function answerFaqTurn({ search, models }: AnswerFaqParts, tenantId: string, request: AnswerTurn, reply: ReplyStream): Promise<AgentStep> {
  const { turn, routing } = request;
  const hits = await search.search(tenantId, turn.text, { locale: routing.locale, limit: 5 });
  const sure = answerFromArticles(hits);
  if (sure.kind === 'answer') return answered(tenantId, request, sure.hit.article.answer, [sure.hit]);
  const specialist = specialistFor(routing);
  const written = mayMatter(hits, request, specialist) ? await writeFromArticles(models, tenantId, request, hits, reply) : NOT_ASKED;
  if (written.kind === 'written') return answered(tenantId, request, written.text, written.sources);
  if (specialist) return { kind: 'transfer', intent: specialist };
  if (written.why === 'budget_spent') return { kind: 'hand-off', reason: 'budget_spent' };
  return unanswered(tenantId, request, sure.nearest);
}

const NOT_ASKED: WrittenAnswer = { kind: 'none', why: 'no_model' };

/** Small talk asks no article anything, and who seems to want a human is not talked to by a model. */
const mayMatter = ([best]: readonly FaqHit[], { routing }: AnswerTurn, specialist: Specialist | null): boolean =>
  best !== undefined && best.score >= MAY_MATTER_FROM && routing.guess !== 'other' && specialist !== 'human';

type Specialist = Extract<AgentStep, { kind: 'transfer' }>['intent'];

function specialistFor({ decided_by, guess, confidence }: AnswerTurn['routing']): Specialist | null {
  if (decided_by !== 'default' || confidence < WORTH_A_TRANSFER || guess === 'faq' || guess === 'other') return null;
  return guess;
}

const answered = (tenantId: string, request: AnswerTurn, text: string, sources: readonly FaqHit[]): AgentStep => ({
  kind: 'reply',
  text,
  fromCache: false,
  alongside: queryLog(tenantId, request, 'answered', sources),
});

const unanswered = (tenantId: string, request: AnswerTurn, nearest: FaqHit | null): AgentStep => ({
  kind: 'reply',
  text: noAnswerText(request.routing),
  fromCache: false,
  alongside: queryLog(tenantId, request, 'no_answer', [], nearest),
});

const queryLog = (tenantId: string, { turn, routing }: AnswerTurn, outcome: 'answered' | 'no_answer', sources: readonly FaqHit[], nearest = sources[0] ?? null) =>
  faqQueryLog(tenantId, { turnId: turn.turn_id, question: turn.text, locale: routing.locale, outcome, articleIds: sources.map(({ article }) => article.id), score: nearest?.score ?? null });
