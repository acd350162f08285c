import { complexityOf, stepOf, supportedPart, unsupportedSpecifics, type ReplyStream } from '#libs/agent-runtime';
import type { LanguageModels, ModelAnswer } from '#libs/channels';
import type { AnswerTurn } from '#libs/contracts';
import type { FaqHit } from '#libs/knowledge';
import { articleRequest } from './article-prompt.js';
import { isRefusal, readCitedAnswer, showablePart } from './read-cited-answer.js';
import { classOf, type WrittenAnswer } from './written-answer.js';

/** Has a model answer the turn from the articles of `hits`, and streams what it writes. */
export async function writeFromArticles(models: Pick<LanguageModels, 'ask'>, tenantId: string, { turn, routing, part }: AnswerTurn, hits: readonly FaqHit[], reply: ReplyStream): Promise<WrittenAnswer> {
  const answer = await models.ask({
    tenantId,
    task: 'answer-faq',
    agentType: 'faq',
    complexity: complexityOf(turn.text),
    conversationId: turn.conversation_id,
    turnId: turn.turn_id,
    step: stepOf('answer-faq', part),
    request: articleRequest(turn.text, routing.locale, hits),
    onText: streamTo(reply, sourcesOf(turn.text, hits)),
    signal: reply.signal,
  });
  if (answer.kind === 'local') return { kind: 'none', why: answer.reason === 'budget' ? 'budget_spent' : 'no_model' };
  return readAnswer(answer, hits, turn.text);
}

function readAnswer({ completion }: Extract<ModelAnswer, { kind: 'answered' }>, hits: readonly FaqHit[], question: string): WrittenAnswer {
  const whole = completion.stopReason === 'end' || completion.stopReason === 'stop_sequence';
  if (whole && isRefusal(completion.text)) return { kind: 'none', why: 'refused' };
  const read = whole ? readCitedAnswer(completion.text, hits.length) : null;
  if (!read || unsupportedSpecifics(read.text, sourcesOf(question, hits)).length > 0) return { kind: 'none', why: 'unusable' };
  // A model that forgot its marks wrote from what it was given, the best of it first.
  const numbers = read.cited.length > 0 ? read.cited : [1];
  const answerClass = classOf(read.text, question, articlesOf(hits));
  return { kind: 'written', text: read.text, sources: numbers.map((number) => hits[number - 1]!), answerClass };
}

/** Everything an answer may take its facts from. */
const sourcesOf = (question: string, hits: readonly FaqHit[]): string[] => [question, ...articlesOf(hits)];

const articlesOf = (hits: readonly FaqHit[]): string[] => hits.flatMap(({ article }) => [article.question, article.answer]);

/** Passes a model's text on as far as it is settled and supported. */
function streamTo(reply: ReplyStream, writtenFrom: readonly string[]): (text: string | null) => void {
  let raw = '';
  let shown = '';
  return (text) => {
    raw = text === null ? '' : raw + text;
    const showable = showablePart(raw);
    const part = showable === null ? null : supportedPart(showable, writtenFrom);
    if (text === null || part === null) {
      if (shown !== '') reply.restart();
      shown = '';
      return;
    }
    if (part.length > shown.length) reply.write(part.slice(shown.length));
    shown = part;
  };
}
