import type { ChannelSelection, Complexity, ModelTask, ModelTier, WeighedChannel } from '#libs/contracts';
import type { Prices } from '#libs/cost';
import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import type { ChannelUser, ProviderChannel } from '../provider-channel.js';
import type { ChannelDirectory } from '../store/channel-directory.js';
import { chooseModels, tierFor, type ModelWish, type OfferedModel } from './choose-models.js';
import type { ModelChoiceStore } from './model-choice-store.js';
import { isOfUser, offeredModels, vendorModelOf, weighChannels, type Weighed } from './weigh-channels.js';

export interface PlanWish {
  task: ModelTask;
  agentType: string | null;
  complexity: Complexity;
  thrift: ModelWish['thrift'];
  user: ChannelUser;
}

/** The models to ask, the first choice in front; or that `local` answers, and why. */
export type ModelPlan = { kind: 'models'; models: string[]; tier: ModelTier } | { kind: 'local'; reason: 'no_channel' | 'local_channel' };

/** Decides which models a task is put to, from what the tenant's channels offer. */
export class ModelPlanner {
  constructor(
    private readonly directory: ChannelDirectory,
    private readonly choices: ModelChoiceStore,
    private readonly prices: Prices,
    private readonly health: ChannelHealthBoard,
  ) {}

  async plan(tenantId: string, wish: PlanWish): Promise<ModelPlan> {
    const channels = await this.directory.of(tenantId);
    const usable = channels.filter((channel) => channel.status === 'enabled' && isOfUser(channel, wish.user));
    const remote = usable.filter((channel) => channel.type !== 'local');
    if (remote.length === 0) return { kind: 'local', reason: usable.length > 0 ? 'local_channel' : 'no_channel' };
    if (localComesFirst(usable, remote)) return { kind: 'local', reason: 'local_channel' };
    const choices = await this.choices.of(tenantId);
    const models = chooseModels(await this.#offered(tenantId, remote), wish, choices);
    return models.length > 0 ? { kind: 'models', models, tier: tierFor(wish, choices) } : { kind: 'local', reason: 'no_channel' };
  }

  /** Which channel would be taken for a model or a task, and why; nothing is called. */
  async explain(tenantId: string, asked: { model: string } | PlanWish, user: ChannelUser): Promise<ChannelSelection> {
    const channels = await this.directory.of(tenantId);
    const plan = 'model' in asked ? { kind: 'models' as const, models: [asked.model], tier: null } : await this.plan(tenantId, asked);
    if (plan.kind === 'local') return localSelection(LOCAL_REASONS[plan.reason], []);
    const operation = 'task' in asked && asked.task === 'embed' ? 'embed' : 'complete';
    const lines = plan.models.flatMap((model) => weighChannels(channels, model, { operation, user, seed: null }, this.health).map((weighed) => ({ model, weighed })));
    const taken = lines.find(({ weighed }) => weighed.passedOver === null);
    const considered = lines.map(({ model, weighed }) => describe(weighed, model, weighed === taken?.weighed));
    if (taken) return { channel: describe(taken.weighed, taken.model, true), model: taken.model, tier: plan.tier, reason: reasonFor(plan.tier, taken.weighed), considered };
    const reason = lines.length === 0 ? 'no channel offers the model' : 'no channel that offers the model can be called now';
    return 'model' in asked ? { channel: null, model: null, tier: null, reason, considered } : localSelection(reason, considered);
  }

  /** What is taken once a budget is spent beyond its hard limit. */
  explainSpentBudget(): ChannelSelection {
    return localSelection('the budget is spent', []);
  }

  async #offered(tenantId: string, channels: readonly ProviderChannel[]): Promise<OfferedModel[]> {
    const offers = new Map<string, string>();
    for (const channel of channels) for (const name of offeredModels(channel)) if (!offers.has(name)) offers.set(name, vendorModelOf(channel, name)!);
    return Promise.all([...offers].map(([name, vendorModel]) => this.#known(tenantId, name, vendorModel)));
  }

  async #known(tenantId: string, name: string, vendorModel: string): Promise<OfferedModel> {
    const price = await this.prices.priceOf(tenantId, vendorModel);
    return { name, tier: this.prices.tierOf(vendorModel), price: price ? Number(price.input) + Number(price.output) : null };
  }
}

/** An enabled `local` channel of a priority of its own, ahead of all others, keeps the tenant's data in the house. */
const localComesFirst = (usable: readonly ProviderChannel[], remote: readonly ProviderChannel[]): boolean =>
  usable.some((channel) => channel.type === 'local' && remote.every(({ priority }) => channel.priority < priority));

const LOCAL_REASONS = { no_channel: 'no channel is configured', local_channel: 'a local channel comes first' };

const LOCAL: WeighedChannel = { channel_id: null, name: 'local', type: 'local', model: null, priority: 100, weight: 1, verdict: 'taken', reason: 'needs no channel' };

const localSelection = (reason: string, considered: WeighedChannel[]): ChannelSelection => ({ channel: LOCAL, model: null, tier: null, reason: `local answers: ${reason}`, considered });

const reasonFor = (tier: ModelTier | null, { channel }: Weighed): string => `${tier === null ? '' : `a ${tier} model is wanted; `}first in line with priority ${channel.priority} and weight ${channel.weight}`;

function describe({ channel, passedOver }: Weighed, model: string, taken: boolean): WeighedChannel {
  const { id, name, type, priority, weight } = channel;
  const verdict = passedOver !== null ? 'passed_over' : taken ? 'taken' : 'next';
  return { channel_id: id, name, type, model, priority, weight, verdict, reason: passedOver ?? (taken ? 'first in line' : 'behind it in line') };
}
