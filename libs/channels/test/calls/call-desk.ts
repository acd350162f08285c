import type { CallOutcome, RoutingAttempt } from '#libs/contracts';
import { BudgetStandings, Budgets, PriceBook, Prices, SpentSums, UsageLedger, loadPriceFile } from '#libs/cost';
import { newId, projectPath } from '#libs/kernel';
import { OutboundPolicy, createOutboundFetch } from '#libs/outbound';
import { createTestDatabase, silentLogger, startScriptedLlm, type BehaviourSource, type ScriptedLlm, type TestDatabase } from '#libs/testing';
import { AnthropicAdapter } from '../../src/adapters/anthropic/anthropic.adapter.js';
import { InProcessHealthExchange } from '../../src/adapters/health-exchange/in-process-exchange.adapter.js';
import { OpenAiCompatibleAdapter } from '../../src/adapters/openai-compatible/openai-compatible.adapter.js';
import { ChannelCaller } from '../../src/calls/channel-caller.js';
import type { ChannelCall, StreamedAnswer } from '../../src/calls/channel-call.js';
import { probeChannel } from '../../src/calls/probe-channel.js';
import { ChannelAdapters } from '../../src/channel-adapters.js';
import { CompletionCollector } from '../../src/completion-collector.js';
import type { Completion, CompletionRequest } from '../../src/completion.js';
import { formatNamed } from '../../src/formats/format-named.js';
import { ChannelHealthBoard } from '../../src/health/channel-health-board.js';
import { NOBODY, type ProviderChannel } from '../../src/provider-channel.js';
import type { Choice } from '../../src/selection/channel-request.js';
import type { TakeChannelLimit } from '../../src/selection/channel-selector.js';
import type { WireFormatName } from '../../src/wire-format.js';
import { aChannel, aKey } from '../selection/a-channel.js';

/** A known price: $0.25 and $2 for a million tokens in and out. */
export const MODEL = 'gpt-5-mini';

export interface UsageRow {
  id: string;
  outcome: CallOutcome;
  error_code: string | null;
  channel_id: string | null;
  provider: string;
  requested_model: string;
  model: string;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  estimated: boolean;
  cost: string;
  latency_ms: number;
  first_token_ms: number | null;
  attempts: RoutingAttempt[];
}

export const aRequest = (more: Partial<Omit<CompletionRequest, 'model'>> = {}): Omit<CompletionRequest, 'model'> => ({
  system: [{ kind: 'text', text: 'You answer customers of a shop.' }],
  messages: [{ role: 'user', content: [{ kind: 'text', text: 'Where is my order? 我的訂單呢？' }] }],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  maxTokens: 200,
  temperature: null,
  topP: null,
  stop: [],
  answerFormat: { kind: 'text' },
  user: null,
  ...more,
});

/** Model calls as a process makes them: real adapters against a scripted vendor, books in a real database. */
export class CallDesk {
  readonly tenantId = newId();
  channels: ProviderChannel[] = [];
  disabled: { keyId: string; reason: string }[] = [];
  onDisable: (choice: Choice) => Promise<void> = async () => undefined;
  takeLimit: TakeChannelLimit = () => true;
  health!: ChannelHealthBoard;
  adapters!: ChannelAdapters;
  caller!: ChannelCaller;

  private constructor(
    readonly postgres: TestDatabase,
    readonly llm: ScriptedLlm,
    readonly ledger: UsageLedger,
    readonly prices: Prices,
    readonly budgets: Budgets,
    private readonly outbound: ReturnType<typeof createOutboundFetch>,
  ) {}

  static async open(): Promise<CallDesk> {
    const postgres = await createTestDatabase();
    const prices = new Prices(postgres.database, new PriceBook(await loadPriceFile(projectPath('data', 'model-prices.json'))));
    const spent = new SpentSums(postgres.database);
    const budgets = new Budgets(postgres.database, new BudgetStandings(postgres.database, spent, silentLogger()));
    const outbound = createOutboundFetch({ policy: new OutboundPolicy('127.0.0.1') });
    const desk = new CallDesk(postgres, await startScriptedLlm(), new UsageLedger(postgres.database, prices, spent), prices, budgets, outbound);
    await postgres.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [desk.tenantId, `tenant-${desk.tenantId}`]);
    desk.reset();
    return desk;
  }

  /** A new process: nothing known of the health of any channel. */
  reset(): void {
    this.llm.reset();
    this.channels = [];
    this.disabled = [];
    this.onDisable = async () => undefined;
    this.takeLimit = () => true;
    this.health = new ChannelHealthBoard(new InProcessHealthExchange(), silentLogger());
    const adapters = (this.adapters = new ChannelAdapters({ anthropic: new AnthropicAdapter(this.outbound.fetch), 'openai-compatible': new OpenAiCompatibleAdapter(this.outbound.fetch) }));
    this.caller = new ChannelCaller({
      channelsOf: async () => this.channels,
      adapterOf: (channel) => adapters.of(channel),
      health: this.health,
      ledger: this.ledger,
      disableKey: async (choice, reason) => {
        this.disabled.push({ keyId: choice.key.id, reason });
        await this.onDisable(choice);
      },
      takeLimit: (channel) => this.takeLimit(channel),
      probe: (channel, timeoutMs) => probeChannel(channel, adapters.of(channel), this.ledger, { source: 'probe', timeoutMs }),
      logger: silentLogger(),
    });
  }

  async close(): Promise<void> {
    await this.ledger.flush();
    await this.llm.close();
    await this.outbound.close();
    await this.postgres.drop();
  }

  /** A channel of the scripted vendor; each of its keys is treated as its `behaviours` say, in their order. */
  channel(format: WireFormatName, behaviours: BehaviourSource[], more: Partial<ProviderChannel> = {}): ProviderChannel {
    const channel = aChannel({
      tenantId: this.tenantId,
      name: `channel ${this.channels.length + 1}`,
      type: format === 'anthropic' ? 'anthropic' : 'openai-compatible',
      baseUrl: format === 'anthropic' ? this.llm.anthropicUrl : this.llm.openAiUrl,
      models: [MODEL],
      priority: this.channels.length + 1,
      keys: behaviours.map((_, index) => aKey({ lastFour: `key${index + 1}` })),
      ...more,
    });
    channel.keys.forEach((key, index) => this.llm.forKey(key.secret, behaviours[index]!));
    this.channels.push(channel);
    return channel;
  }

  call(mode: 'whole' | 'stream', more: Partial<ChannelCall> = {}): ChannelCall {
    const startedAt = new Date();
    return {
      subject: { tenantId: this.tenantId, id: newId(), source: 'relay', task: 'completion', agentType: null, conversationId: null, turnId: null, virtualKeyId: null, requestedModel: MODEL, startedAt },
      request: { models: [MODEL], operation: 'complete', user: NOBODY, seed: null },
      bodyFor: (format, model) => formatNamed(format).writeRequest({ ...aRequest(), model }, { stream: mode === 'stream' }),
      signal: new AbortController().signal,
      ...more,
    };
  }

  /** Makes the call and reads all of its answer. */
  async answer(mode: 'whole' | 'stream', call = this.call(mode)): Promise<Completion> {
    const answer = mode === 'whole' ? await this.caller.whole(call) : await this.caller.stream(call);
    const completion = 'body' in answer ? formatNamed(answer.format).readCompletion(answer.body) : await readAll(answer);
    await answer.settled;
    return completion;
  }

  /** How often the key was used, as the vendor saw it. */
  callsWith({ secret }: { secret: string }): number {
    return this.llm.requests.filter(({ apiKey }) => apiKey === secret).length;
  }

  async rows(): Promise<UsageRow[]> {
    await this.ledger.flush();
    return this.postgres.asOwner<UsageRow>('SELECT * FROM api_usage WHERE tenant_id = $1 ORDER BY created_at, id', [this.tenantId]);
  }

  /** The one row of the call. */
  async row(id: string): Promise<UsageRow> {
    const rows = (await this.rows()).filter((row) => row.id === id);
    if (rows.length !== 1) throw new Error(`the call has ${rows.length} rows`);
    return rows[0]!;
  }
}

export async function readAll(answer: StreamedAnswer): Promise<Completion> {
  const collector = new CompletionCollector();
  const read = formatNamed(answer.format).createReader();
  for await (const event of answer.events) for (const piece of read(event)) collector.add(piece);
  return collector.completion();
}

/** What came of a stream, and the error it ended with. */
export async function readUntilBroken(answer: StreamedAnswer): Promise<{ text: string; error: unknown }> {
  const collector = new CompletionCollector();
  const read = formatNamed(answer.format).createReader();
  try {
    for await (const event of answer.events) for (const piece of read(event)) collector.add(piece);
  } catch (error) {
    return { text: collector.completion().text, error };
  }
  return { text: collector.completion().text, error: null };
}

export async function errorOf(promise: Promise<unknown>): Promise<Error & { code?: string; kind?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('there was no error');
}
