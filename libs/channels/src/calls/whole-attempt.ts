import type { JsonObject } from '../completion.js';
import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import { HEALTH_RULES } from '../health/health-rules.js';
import type { Attempt } from './attempt.js';
import { timeoutsOf } from './timeouts.js';

/** Asks for a whole answer, within the channel's bounds. @throws ProviderError */
export async function attemptWhole(attempt: Attempt, health: ChannelHealthBoard, ask: (body: JsonObject, signal: AbortSignal) => Promise<JsonObject>): Promise<JsonObject> {
  const { clock, choice, meter } = attempt;
  const { firstTokenMs, wholeMs } = timeoutsOf(choice.channel);
  clock.expireAfter(wholeMs, `No answer within ${wholeMs} ms`);
  watchForLife(attempt, health, firstTokenMs);
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
 * A whole answer shows no sign of life before it is there. When a channel is silent, it is given up
 * unless something else speaks for it: an answer to somebody else since, or lately while its circuit
 * is closed. So a slow channel is waited for, and one that hangs is not.
 */
function watchForLife({ choice, clock }: Attempt, health: ChannelHealthBoard, silentMs: number): void {
  const circuit = health.circuitOf(choice.channel.id);
  let since = Date.now();
  const look = (): void => {
    const now = Date.now();
    const answeredSince = circuit.lastSuccessAt > since;
    if (!answeredSince && now - circuit.lastSuccessAt > HEALTH_RULES.aliveForMs) return clock.expire(`No sign of life within ${silentMs} ms`);
    if (!answeredSince) health.failed(choice.channel.id, 'timeout');
    if (circuit.state(now) !== 'closed') return clock.expire('The channel went silent');
    since = now;
    clock.after(silentMs / 3, look);
  };
  clock.after(silentMs, look);
}
