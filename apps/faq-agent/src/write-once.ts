import type { AnswerCache, Kept, Searched, SharedQuestion, Written } from '#libs/knowledge';
import { stillHolds } from '#libs/knowledge';
import type { WrittenAnswer } from './written-answer.js';

export type OnceWritten = WrittenAnswer | { kind: 'kept'; kept: Kept; fromCache: boolean };

type NotKept = WrittenAnswer | { kind: 'left' };

/**
 * Has an answer written, by one turn however many ask the same at once, and keeps it if it is a shared one, or that
 * the articles have none. What
 * is personal, and what came of one conversation's budget or end, is nobody else's: then each turn writes its own.
 * @param question null: personal
 */
export async function writeOnce(answers: Pick<AnswerCache, 'getOrWrite'>, tenantId: string, question: SharedQuestion | null, searched: Searched, write: () => Promise<WrittenAnswer>, signal: AbortSignal): Promise<OnceWritten> {
  if (!question) return write();
  while (!signal.aborted) {
    const got = await answers.getOrWrite<NotKept>(tenantId, question, searched, () => writeOrLeave(write, signal), signal).catch((error: unknown) => orLeft(error, signal));
    if (got.kind === 'kept') return holds(got.how, got.value, searched) ? { kind: 'kept', kept: got.value, fromCache: got.how !== 'made' } : write();
    const { value } = got;
    if (value.kind !== 'left' && (got.how === 'made' || (value.kind === 'none' && value.why !== 'budget_spent'))) return value;
    if (value.kind === 'written') return write();
  }
  return { kind: 'none', why: 'no_model' };
}

async function writeOrLeave(write: () => Promise<WrittenAnswer>, signal: AbortSignal): Promise<Written<NotKept>> {
  const written = await write();
  if (signal.aborted) return { discard: { kind: 'left' } };
  if (written.kind === 'none' && written.why === 'refused') return { refused: true };
  return written.kind === 'written' && written.answerClass === 'shared' ? { keep: written } : { discard: written };
}

/** What another process wrote may be from other articles than this one finds. */
const holds = (how: 'found' | 'made' | 'shared', kept: Kept, { hits }: Searched): boolean => how === 'made' || stillHolds(kept, hits);

function orLeft(error: unknown, signal: AbortSignal): { kind: 'discarded'; value: NotKept; how: 'made' } {
  if (!signal.aborted) throw error;
  return { kind: 'discarded', value: { kind: 'left' }, how: 'made' };
}
