import { newId } from '#libs/kernel';
import type { UsageLedger } from '#libs/cost';
import type { CompletionRequest, JsonObject } from '../completion.js';
import { formatNamed } from '../formats/format-named.js';
import { createMeter } from '../formats/meter.js';
import { ProviderError, type ProviderAdapter } from '../provider-adapter.js';
import type { ProviderChannel } from '../provider-channel.js';
import type { Choice } from '../selection/channel-request.js';
import { offeredModels, usableKeys, vendorModelOf } from '../selection/weigh-channels.js';
import { AttemptClock } from './attempt-clock.js';
import { targetOf } from './attempt.js';
import { NO_TOKENS, countTokens } from './count-tokens.js';
import { RoutingReceipt, providerOf } from './routing-receipt.js';

export interface ProbeResult {
  ok: boolean;
  model: string | null;
  latencyMs: number;
  error: ProviderError | null;
}

/** The smallest thing to ask of a model: one token. */
const smallest = (model: string): CompletionRequest => ({
  model,
  system: [],
  messages: [{ role: 'user', content: [{ kind: 'text', text: 'Hi' }] }],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  maxTokens: 1,
  temperature: null,
  topP: null,
  stop: [],
  answerFormat: { kind: 'text' },
  user: null,
});

/** Asks the channel for one token of its first model, within `timeoutMs`, and settles that as any other call. */
export async function probeChannel(channel: ProviderChannel, adapter: ProviderAdapter, ledger: UsageLedger, options: { source: 'probe' | 'test'; timeoutMs: number }): Promise<ProbeResult> {
  const choice = choiceOf(channel);
  if (!choice) return { ok: false, model: null, latencyMs: 0, error: new ProviderError('authentication', 'The channel has no usable key or model') };
  const startedAt = new Date();
  const meter = createMeter(adapter.format);
  const body = formatNamed(adapter.format).writeRequest(smallest(choice.vendorModel), { stream: false });
  const error = await ask(choice, adapter, body, options.timeoutMs, (answer) => meter.whole(answer));
  const latencyMs = Date.now() - startedAt.getTime();
  const receipt = new RoutingReceipt();
  if (error) receipt.left(choice, startedAt, latencyMs, null, error);
  else receipt.answered(choice, startedAt, latencyMs, null);
  const { tokens, estimated } = error ? { tokens: NO_TOKENS, estimated: false } : await countTokens(body, meter);
  await ledger.settle({
    tenantId: channel.tenantId,
    id: newId(),
    source: options.source,
    task: options.source,
    agentType: null,
    conversationId: null,
    turnId: null,
    virtualKeyId: null,
    requestedModel: choice.model,
    startedAt,
    channelId: channel.id,
    provider: providerOf(choice),
    model: choice.vendorModel,
    tokens,
    estimated,
    latencyMs,
    firstTokenMs: null,
    outcome: error ? 'failed' : 'completed',
    errorCode: error?.kind ?? null,
    attempts: receipt.attempts,
  });
  return { ok: error === null, model: choice.model, latencyMs, error };
}

async function ask(choice: Choice, adapter: ProviderAdapter, body: JsonObject, timeoutMs: number, onAnswer: (answer: JsonObject) => void): Promise<ProviderError | null> {
  const clock = new AttemptClock(new AbortController().signal);
  clock.expireAfter(timeoutMs, `No answer within ${timeoutMs} ms`);
  try {
    onAnswer(await adapter.complete(targetOf(choice), body, clock.signal));
    return null;
  } catch (error) {
    return clock.explain(error);
  } finally {
    clock.stop();
  }
}

function choiceOf(channel: ProviderChannel): Choice | null {
  const [key] = usableKeys(channel);
  const [model] = offeredModels(channel);
  return key && model ? { channel, key, model, vendorModel: vendorModelOf(channel, model)!, why: 'asked for itself' } : null;
}
