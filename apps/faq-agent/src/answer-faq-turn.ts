import type { AgentStep, ReplyStream } from '#libs/agent-runtime';
import type { LanguageModels } from '#libs/channels';
import type { AnswerTurn } from '#libs/contracts';
import { DECISION_THRESHOLDS } from '#libs/intents';
import { answerFromArticles, BEYOND_DOUBT_FROM_SCORE, faqQueryLog, readSharedQuestion, wordsFor, type AnswerCache, type AnsweredBy, type FaqHit, type Kept, type KeptAnswer, type Searched, type SharedQuestion } from '#libs/knowledge';
import { clarifyingQuestion } from './clarifying-question.js';
import { noAnswerText } from './no-answer-text.js';
import { writeFromArticles } from './write-from-articles.js';
import { writeOnce, type OnceWritten } from './write-once.js';

export interface AnswerFaqParts {
  answers: Pick<AnswerCache, 'find' | 'keep' | 'getOrWrite'>;
  models: Pick<LanguageModels, 'ask'>;
}

/**
 * From this score of the best article a model reads what was found. Of the demo questions that get no
 * sure answer this lets through four in five of those an article does answer, and a quarter of the others.
 */
const MAY_MATTER_FROM = 0.05;

/**
 * Answers from the tenant's articles: as somebody was answered before who asked the same, with a match beyond doubt in the
 * article's own words, else as a model writes it from the articles found, or in the words of a likely one when no model can. Without any, also when a model said so before: the question
 * which of the two likeliest meanings it is, the specialist the router was not quite sure of, or the truth
 * and the offer of a human.
 */
export async function answerFaqTurn(parts: AnswerFaqParts, tenantId: string, request: AnswerTurn, reply: ReplyStream): Promise<AgentStep> {
  const { turn, routing } = request;
  const specialist = specialistFor(routing);
  const question = readSharedQuestion(turn.text, routing.locale);
  const found = await parts.answers.find(tenantId, question, turn.text, routing.locale, (kept) => (kept.kind === 'answer' && kept.written_by === 'article') || maySpeak(request, specialist));
  if (found.kind === 'kept') return given(tenantId, request, specialist, found.kept, true);
  const sure = answerFromArticles(found.hits, BEYOND_DOUBT_FROM_SCORE);
  if (sure.kind === 'answer') {
    const text = wordsFor(routing.locale, sure.hit);
    if (question) parts.answers.keep(tenantId, question, found, { text, sources: [sure.hit] });
    return answered(tenantId, request, fromHits('article', text, [sure.hit]));
  }
  const written = mayMatter(found.hits) && maySpeak(request, specialist) ? await write(parts, tenantId, request, question, found, reply) : NOT_ASKED;
  if (written.kind === 'kept') return given(tenantId, request, specialist, written.kept, written.fromCache);
  if (written.kind === 'written') return answered(tenantId, request, fromHits('model', written.text, written.sources));
  const likely = answerFromArticles(found.hits);
  // No model has read it and said that it is none.
  if (likely.kind === 'answer' && written.why !== 'refused') return answered(tenantId, request, fromHits('article', wordsFor(routing.locale, likely.hit), [likely.hit]));
  return notAnswered(tenantId, request, specialist, { score: sure.nearest?.score ?? null, fromCache: false, budgetSpent: written.why === 'budget_spent' });
}

/** What came of the question when it was asked before, or by another at the same time. */
const given = (tenantId: string, request: AnswerTurn, specialist: Specialist | null, kept: Kept, fromCache: boolean): AgentStep =>
  kept.kind === 'answer' ? answered(tenantId, request, fromKept(kept, fromCache)) : notAnswered(tenantId, request, specialist, { score: kept.score, fromCache, budgetSpent: false });

/** @param none `score`: of the nearest article */
function notAnswered(tenantId: string, request: AnswerTurn, specialist: Specialist | null, none: { score: number | null; fromCache: boolean; budgetSpent: boolean }): AgentStep {
  if (request.routing.alternatives) return askedBack(request, request.routing.alternatives);
  if (specialist) return { kind: 'transfer', intent: specialist };
  if (none.budgetSpent) return { kind: 'hand-off', reason: 'budget_spent' };
  return unanswered(tenantId, request, none);
}

const NOT_ASKED: OnceWritten = { kind: 'none', why: 'no_model' };

const write = ({ answers, models }: AnswerFaqParts, tenantId: string, request: AnswerTurn, question: SharedQuestion | null, searched: Searched, reply: ReplyStream): Promise<OnceWritten> =>
  writeOnce(answers, tenantId, question, searched, () => writeFromArticles(models, tenantId, request, searched.hits, reply), reply.signal);

const mayMatter = ([best]: readonly FaqHit[]): boolean => best !== undefined && best.score >= MAY_MATTER_FROM;

/** Small talk asks no article anything, and who seems to want a human is not talked to by a model. */
const maySpeak = ({ routing }: AnswerTurn, specialist: Specialist | null): boolean => routing.guess !== 'other' && specialist !== 'human';

type Specialist = Extract<AgentStep, { kind: 'transfer' }>['intent'];

function specialistFor({ decided_by, guess, confidence }: AnswerTurn['routing']): Specialist | null {
  if (decided_by !== 'default' || confidence < DECISION_THRESHOLDS.transferFrom || guess === 'faq' || guess === 'other') return null;
  return guess;
}

/** What is answered and what it is from, whoever wrote it when. */
interface Answer {
  text: string;
  articleIds: string[];
  score: number;
  answeredBy: AnsweredBy;
}

const fromHits = (answeredBy: AnsweredBy, text: string, sources: readonly FaqHit[]): Answer => ({ text, articleIds: sources.map(({ article }) => article.id), score: sources[0]!.score, answeredBy });

const fromKept = ({ text, cited, score, written_by }: KeptAnswer, fromCache: boolean): Answer => ({ text, articleIds: cited.map(({ id }) => id), score, answeredBy: fromCache ? 'cache' : written_by });

const answered = (tenantId: string, request: AnswerTurn, { text, ...logged }: Answer): AgentStep => ({
  kind: 'reply',
  text,
  fromCache: logged.answeredBy === 'cache',
  alongside: queryLog(tenantId, request, { ...logged, fromCache: logged.answeredBy === 'cache' }),
});

/** Logged each time it is asked, kept or not: how often tells which article is wanted. */
const unanswered = (tenantId: string, request: AnswerTurn, { score, fromCache }: { score: number | null; fromCache: boolean }): AgentStep => ({
  kind: 'reply',
  text: noAnswerText(request.routing, request.turn.text),
  fromCache,
  unanswered: true,
  alongside: queryLog(tenantId, request, { answeredBy: null, articleIds: [], score, fromCache }),
});

/** Carried by the conversation until it is answered, so not without bounds; no half of a surrogate pair at its end. */
const beginningOf = (text: string): string => text.slice(0, 2_000).replace(/[\uD800-\uDBFF]$/, '');

/** Not logged as a question without an answer: it comes again when its meaning is known. */
const askedBack = ({ turn, routing }: AnswerTurn, options: NonNullable<AnswerTurn['routing']['alternatives']>): AgentStep => ({
  kind: 'reply',
  text: clarifyingQuestion(options, routing.locale),
  fromCache: false,
  flow: { agent_type: 'faq', expects: { kind: 'choice', options, about: beginningOf(turn.text) } },
});

const queryLog = (tenantId: string, { turn, routing }: AnswerTurn, query: Pick<Parameters<typeof faqQueryLog>[1], 'answeredBy' | 'articleIds' | 'score' | 'fromCache'>) =>
  faqQueryLog(tenantId, { turnId: turn.turn_id, conversationId: turn.conversation_id, question: turn.text, locale: routing.locale, ...query });
