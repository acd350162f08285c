import { metrics } from '#libs/observability';
import type { JsonObject } from '../completion.js';
import type { Meter } from '../formats/meter.js';
import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import { ProviderError } from '../provider-adapter.js';
import { targetOf, type Attempt } from './attempt.js';
import { MeteredStream, type BegunStream, type StreamEnding } from './metered-stream.js';
import { providerOf } from './routing-receipt.js';
import { timeoutsOf } from './timeouts.js';

/** Opens a stream and waits for its first token. `onEnd` is called once, when the stream is over. @throws ProviderError */
export async function attemptStream(attempt: Attempt, health: ChannelHealthBoard, onEnd: (ending: StreamEnding, firstTokenMs: number) => void): Promise<AsyncIterable<JsonObject>> {
  const { clock, choice, meter, adapter, body } = attempt;
  const { idleMs, streamMs, ...patience } = timeoutsOf(choice.channel);
  const firstTokenMs = Math.max(1, Math.round(Math.min(patience.firstTokenMs, attempt.deadline - performance.now())));
  const first = clock.expireAfter(firstTokenMs, `No first token within ${firstTokenMs} ms`);
  try {
    const events = (await adapter.stream(targetOf(choice), body, clock.signal))[Symbol.asyncIterator]();
    const begun = await readToFirstToken(events, meter);
    const tookMs = clock.elapsed;
    clock.cancel(first);
    clock.expireAfter(streamMs, `The answer took more than ${streamMs} ms`);
    const watch = watchOf(attempt, health, tookMs);
    return new MeteredStream(begun, meter, clock, idleMs, mostCharsOf(body), { ...watch, onEnd: (ending) => onEnd(ending, tookMs) });
  } catch (error) {
    const explained = clock.explain(error);
    clock.abandon();
    throw explained;
  }
}

/** Everything up to and including the first event that carries content. @throws ProviderError garbled when there is none */
async function readToFirstToken(rest: AsyncIterator<JsonObject>, meter: Meter): Promise<BegunStream> {
  const begun: JsonObject[] = [];
  for (let step = await rest.next(); !step.done; step = await rest.next()) {
    begun.push(step.value);
    const { begins, stopped } = meter.event(step.value);
    if (begins || stopped) return { begun, stopped, rest };
  }
  throw new ProviderError('garbled', 'The stream ended before it began');
}

/** Generous: a token is seldom longer than this many characters. */
const CHARS_PER_TOKEN = 16;
const CHARS_TO_SPARE = 20_000;
/** Where the request sets no bound. */
const MOST_CHARS = 64_000_000;

function mostCharsOf({ max_tokens: maxTokens, max_completion_tokens: maxCompletionTokens }: JsonObject): number {
  const bound = maxCompletionTokens ?? maxTokens;
  return typeof bound === 'number' ? Math.min(MOST_CHARS, bound * CHARS_PER_TOKEN + CHARS_TO_SPARE) : MOST_CHARS;
}

/** Times to first token and between tokens, per channel and model. */
function watchOf({ choice }: Attempt, health: ChannelHealthBoard, firstTokenMs: number): { onGap(ms: number): void } {
  const labels = { provider: providerOf(choice), model: choice.vendorModel };
  health.firstToken(choice.channel.id, choice.vendorModel, firstTokenMs);
  metrics.modelFirstToken.observe(labels, firstTokenMs / 1_000);
  return {
    onGap: (ms) => {
      health.gap(choice.channel.id, choice.vendorModel, ms);
      metrics.modelGap.observe(labels, ms / 1_000);
    },
  };
}
