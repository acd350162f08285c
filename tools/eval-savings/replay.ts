import { answerFaqTurn } from '../../apps/faq-agent/src/answer-faq-turn.js';
import type { AgentStep } from '#libs/agent-runtime';
import { TieredCache } from '#libs/cache';
import { newId } from '#libs/kernel';
import { AnswerCache, EmbeddedFaqIndex, loadQuestionEncoder, SHIPPED_ENCODER, SimilarQuestions, type AnswerSearch, type Article, type FaqHit } from '#libs/knowledge';
import { Logger } from '#libs/observability';
import type { AskedQuestion } from './questions.js';
import { StandInModel, writtenFrom } from './stand-in-model.js';

/** What came of a question. */
export interface Outcome {
  asked: AskedQuestion;
  called: boolean;
  /** Whose answer it is: an article's own words, one that was kept, or the model's. */
  by: 'article' | 'kept' | 'model';
  answered: boolean;
  wrong: boolean;
  /** How always calling the model would have ended. */
  baselineAnswered: boolean;
  baselineWrong: boolean;
}

const TENANT = newId();
const FOUND = 5;

/** Asks the questions one after the other, as the FAQ agent would be: search, cache and near duplicates are the real ones. */
export async function replay(articles: Article[], traffic: readonly AskedQuestion[], refuses: number): Promise<Outcome[]> {
  const index = new EmbeddedFaqIndex(await loadQuestionEncoder(SHIPPED_ENCODER), articles);
  const search: AnswerSearch = { version: async () => '1', search: async (_, question, options) => index.search(question, options) };
  const cache = new TieredCache(null, new Logger({ level: 'silent', app: 'tool' }), { maxEntries: 20_000, maxBytes: 256 * 1024 * 1024 });
  const answers = new AnswerCache(cache, search, new SimilarQuestions());
  const model = new StandInModel(refuses);
  const authors = new Map(articles.map(({ answer, externalId, locale }) => [`${locale} ${answer.trim()}`, externalId]));
  const outcomes: Outcome[] = [];
  for (const asked of traffic) {
    const hits = await search.search(TENANT, asked.text, { locale: asked.locale, limit: FOUND });
    model.expect(asked, hits);
    const before = model.calls;
    const step = await answerFaqTurn({ answers, models: model }, TENANT, turnOf(asked), silentReply());
    const from = sourceOf(step, authors, asked.locale);
    const called = model.calls > before;
    const written = writtenFrom(asked, hits, refuses);
    outcomes.push({ asked, called, by: byOf(step, called), answered: from !== null, wrong: from !== null && from !== asked.answeredBy, ...baseline(asked, hits, written.article) });
  }
  await cache.close();
  return outcomes;
}

const baseline = (asked: AskedQuestion, hits: readonly FaqHit[], article: number | null) => ({
  baselineAnswered: article !== null,
  baselineWrong: article !== null && hits[article - 1]!.article.externalId !== asked.answeredBy,
});

/** Which article's answer was given; null: none. */
const sourceOf = (step: AgentStep, authors: ReadonlyMap<string, string | null>, locale: string): string | null =>
  step.kind === 'reply' ? (authors.get(`${locale} ${step.text.trim()}`) ?? null) : null;

const byOf = (step: AgentStep, called: boolean): Outcome['by'] => {
  if (called) return 'model';
  return step.kind === 'reply' && step.fromCache ? 'kept' : 'article';
};

const turnOf = ({ text, locale }: AskedQuestion): Parameters<typeof answerFaqTurn>[2] => ({
  turn: { turn_id: newId(), conversation_id: newId(), contact_id: newId(), session_id: null, ownership_epoch: 1, text, locale_hint: locale, accepted_at: new Date().toISOString() },
  routing: { intent: 'faq', guess: 'faq', confidence: 0.9, locale, decided_by: 'classifier' },
});

const silentReply = (): Parameters<typeof answerFaqTurn>[3] => ({ write: () => undefined, restart: () => undefined, signal: new AbortController().signal });
