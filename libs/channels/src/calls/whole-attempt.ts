import type { JsonObject } from '../completion.js';
import type { SignsOfLife } from './signs-of-life.js';
import type { Attempt } from './attempt.js';
import { timeoutsOf } from './timeouts.js';

/** Asks for a whole answer, within the channel's bounds. @throws ProviderError */
export async function attemptWhole(attempt: Attempt, signs: SignsOfLife, ask: (body: JsonObject, signal: AbortSignal) => Promise<JsonObject>): Promise<JsonObject> {
  const { clock, choice, meter } = attempt;
  const { firstTokenMs, wholeMs } = timeoutsOf(choice.channel);
  clock.expireAfter(wholeMs, `No answer within ${wholeMs} ms`);
  watchForLife(attempt, signs, firstTokenMs);
  try {
    const answer = await ask(attempt.body, clock.signal);
    meter.whole(answer);
    return answer;
  } catch (error) {
    throw clock.explain(error);
  } finally {
    clock.stop();
  }
}

/**
 * A whole answer shows no sign of life before it is there: a model that thinks for a minute and a server
 * that hangs look alike. In time before the channel's patience is over it is found out whether it answers
 * anybody; if it does the answer is waited for, and the question asked again after as long.
 */
function watchForLife({ choice, clock }: Attempt, signs: SignsOfLife, silentMs: number): void {
  const askAfterMs = silentMs * (1 - SHARE_TO_ANSWER);
  let since = Date.now();
  const look = async (): Promise<void> => {
    const isAlive = await signs.of(choice.channel, since, silentMs * SHARE_TO_ANSWER).catch(() => true);
    if (!isAlive) return clock.expire(`No sign of life within ${silentMs} ms`);
    since = Date.now();
    clock.after(askAfterMs, () => void look());
  };
  clock.after(askAfterMs, () => void look());
}

/** Of the time a channel may be silent, what is left to it to answer the question. */
const SHARE_TO_ANSWER = 1 / 3;
