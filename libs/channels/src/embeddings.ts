import { newId } from '#libs/kernel';
import type { Budgets, UsageLedger } from '#libs/cost';
import { ProviderError } from './provider-adapter.js';
import { NOBODY } from './provider-channel.js';
import type { ChannelCall } from './calls/channel-call.js';
import type { ChannelCaller } from './calls/channel-caller.js';
import { hasEmbeddings, isOfUser, offeredModels, vendorModelOf } from './selection/weigh-channels.js';
import type { ChannelDirectory } from './store/channel-directory.js';

/** The names of models that make vectors and no text; no API tells. */
const EMBEDDING_MODEL = /embed|\bbge\b|\bgte\b|\be5\b|m3e/i;

/** Vectors of texts, as the tenant's channels offer them; in the books like every other call. */
export class Embeddings {
  constructor(
    private readonly caller: Pick<ChannelCaller, 'embed'>,
    private readonly directory: Pick<ChannelDirectory, 'of'>,
    private readonly ledger: Pick<UsageLedger, 'openLate'>,
    private readonly budgets: Pick<Budgets, 'standing'>,
  ) {}

  /** The model that the tenant's vectors are made with; null when no channel offers one. */
  async modelOf(tenantId: string): Promise<string | null> {
    const channels = (await this.directory.of(tenantId)).filter((channel) => channel.status === 'enabled' && hasEmbeddings(channel) && isOfUser(channel, NOBODY));
    const names = channels.flatMap((channel) => offeredModels(channel).filter((name) => EMBEDDING_MODEL.test(name) || EMBEDDING_MODEL.test(vendorModelOf(channel, name)!)));
    return names[0] ?? null;
  }

  /**
   * One vector of length 1 for each text, in their order; null when the budget does not allow it.
   * @throws AppError as ChannelCaller.embed, @throws ProviderError aborted, garbled
   */
  async embed(tenantId: string, model: string, texts: readonly string[], signal: AbortSignal): Promise<Float32Array[] | null> {
    const standing = await this.budgets.standing(tenantId, { virtualKeyId: null, conversationId: null });
    if (standing.state === 'beyond') return null;
    const call = callOf(tenantId, model, texts, signal);
    this.ledger.openLate({ ...call.subject, inputTokens: Math.ceil(texts.join('').length / 4) });
    const { body, settled } = await this.caller.embed(call);
    await settled;
    return readVectors(body, texts.length);
  }
}

const callOf = (tenantId: string, model: string, texts: readonly string[], signal: AbortSignal): ChannelCall => ({
  subject: { tenantId, id: newId(), source: 'agent', task: 'embed', agentType: 'faq', conversationId: null, turnId: null, virtualKeyId: null, requestedModel: model, startedAt: new Date() },
  request: { models: [model], operation: 'embed', user: NOBODY, seed: tenantId },
  bodyFor: (_format, vendorModel) => ({ model: vendorModel, input: [...texts], encoding_format: 'float' }),
  signal,
});

function readVectors({ data }: { data?: unknown }, count: number): Float32Array[] {
  const rows = Array.isArray(data) ? (data as { index?: unknown; embedding?: unknown }[]) : [];
  const vectors: Float32Array[] = [];
  for (const { index, embedding } of rows) if (typeof index === 'number' && Array.isArray(embedding)) vectors[index] = ofLengthOne(Float32Array.from(embedding as number[]));
  const [first] = vectors;
  const isWhole = vectors.length === count && Array.from({ length: count }, (_, at) => vectors[at]).every((vector) => vector !== undefined && vector.length === first!.length && vector.every(Number.isFinite));
  if (!isWhole) throw new ProviderError('garbled', 'The answer has not one vector for each text');
  return vectors;
}

function ofLengthOne(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}
