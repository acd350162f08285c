import { Global, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Budgets, CostModule, Prices, UsageLedger } from '#libs/cost';
import { CONFIG, type Config } from '#libs/kernel';
import { HealthRegistry, Logger } from '#libs/observability';
import { OutboundFetch, OutboundModule, OutboundPolicy } from '#libs/outbound';
import { Database } from '#libs/persistence';
import { RateLimitModule, SubjectLimits } from '#libs/ratelimit';
import { RedisConnection } from '#libs/stream';
import { AnthropicAdapter } from './adapters/anthropic/anthropic.adapter.js';
import { InProcessHealthExchange } from './adapters/health-exchange/in-process-exchange.adapter.js';
import { RedisHealthExchange } from './adapters/health-exchange/redis-exchange.adapter.js';
import { OpenAiCompatibleAdapter } from './adapters/openai-compatible/openai-compatible.adapter.js';
import { ChannelCaller } from './calls/channel-caller.js';
import { probeChannel } from './calls/probe-channel.js';
import { ChannelAdapters } from './channel-adapters.js';
import { ChannelStatusReader } from './channel-status-reader.js';
import { ChannelHealthBoard } from './health/channel-health-board.js';
import { ChannelProber, PROBE_TIMEOUT_MS } from './health/channel-prober.js';
import { HEALTH_EXCHANGE, type HealthExchange } from './health/health-exchange.js';
import { Embeddings } from './embeddings.js';
import { LanguageModels } from './language-models.js';
import { takeChannelLimit } from './selection/channel-limit.js';
import { ModelChoiceStore } from './selection/model-choice-store.js';
import { ModelPlanner } from './selection/model-planner.js';
import { ChannelDirectory } from './store/channel-directory.js';
import { ChannelStore } from './store/channel-store.js';
import { KeyVault } from './vault/key-vault.js';
import { masterKeysOf } from './vault/master-keys-of.js';

@Global()
@Module({
  imports: [CostModule, OutboundModule, RateLimitModule],
  providers: [
    { provide: KeyVault, inject: [CONFIG], useFactory: async (config: Config) => new KeyVault(await masterKeysOf(config)) },
    {
      provide: ChannelDirectory,
      inject: [Database, KeyVault, Logger],
      useFactory: (database: Database, vault: KeyVault, logger: Logger) => new ChannelDirectory(database, vault, logger),
    },
    {
      provide: ChannelStore,
      inject: [Database, KeyVault, OutboundPolicy, ChannelDirectory],
      useFactory: (database: Database, vault: KeyVault, policy: OutboundPolicy, directory: ChannelDirectory) => new ChannelStore(database, vault, policy, directory),
    },
    {
      provide: HEALTH_EXCHANGE,
      inject: [RedisConnection, Logger],
      useFactory: ({ client }: RedisConnection, logger: Logger): HealthExchange => (client ? new RedisHealthExchange(client, logger) : new InProcessHealthExchange()),
    },
    { provide: ChannelHealthBoard, inject: [HEALTH_EXCHANGE, Logger], useFactory: (exchange: HealthExchange, logger: Logger) => new ChannelHealthBoard(exchange, logger) },
    {
      provide: ChannelAdapters,
      inject: [OutboundFetch],
      useFactory: ({ fetch }: OutboundFetch) => new ChannelAdapters({ anthropic: new AnthropicAdapter(fetch), 'openai-compatible': new OpenAiCompatibleAdapter(fetch) }),
    },
    {
      provide: ChannelProber,
      inject: [ChannelHealthBoard, ChannelDirectory, ChannelAdapters, UsageLedger, Logger],
      useFactory: (health: ChannelHealthBoard, directory: ChannelDirectory, adapters: ChannelAdapters, ledger: UsageLedger, logger: Logger) =>
        new ChannelProber(health, directory, (channel) => probeChannel(channel, adapters.of(channel), ledger, { source: 'probe', timeoutMs: PROBE_TIMEOUT_MS }), logger),
    },
    {
      provide: ChannelCaller,
      inject: [ChannelAdapters, ChannelHealthBoard, ChannelProber, ChannelStore, UsageLedger, SubjectLimits, Logger],
      useFactory: (adapters: ChannelAdapters, health: ChannelHealthBoard, prober: ChannelProber, store: ChannelStore, ledger: UsageLedger, limits: SubjectLimits, logger: Logger) =>
        new ChannelCaller({
          channelsOf: (tenantId) => prober.channelsOf(tenantId),
          adapterOf: (channel) => adapters.of(channel),
          health,
          ledger,
          disableKey: ({ channel, key }, reason) => store.disableKey(channel.tenantId, channel.id, key.id, reason),
          takeLimit: (channel) => takeChannelLimit(limits, channel),
          probe: (channel, timeoutMs) => probeChannel(channel, adapters.of(channel), ledger, { source: 'probe', timeoutMs }),
          logger,
        }),
    },
    { provide: ModelChoiceStore, inject: [Database], useFactory: (database: Database) => new ModelChoiceStore(database) },
    {
      provide: ModelPlanner,
      inject: [ChannelDirectory, ModelChoiceStore, Prices, ChannelHealthBoard],
      useFactory: (directory: ChannelDirectory, choices: ModelChoiceStore, prices: Prices, health: ChannelHealthBoard) => new ModelPlanner(directory, choices, prices, health),
    },
    {
      provide: LanguageModels,
      inject: [ChannelCaller, ModelPlanner, UsageLedger, Budgets, Logger],
      useFactory: (caller: ChannelCaller, planner: ModelPlanner, ledger: UsageLedger, budgets: Budgets, logger: Logger) => new LanguageModels(caller, planner, ledger, budgets, logger),
    },
    {
      provide: Embeddings,
      inject: [ChannelCaller, ChannelDirectory, UsageLedger, Budgets],
      useFactory: (caller: ChannelCaller, directory: ChannelDirectory, ledger: UsageLedger, budgets: Budgets) => new Embeddings(caller, directory, ledger, budgets),
    },
    {
      provide: ChannelStatusReader,
      inject: [ChannelDirectory, ChannelAdapters, ChannelHealthBoard, UsageLedger],
      useFactory: (directory: ChannelDirectory, adapters: ChannelAdapters, health: ChannelHealthBoard, ledger: UsageLedger) => new ChannelStatusReader(directory, adapters, health, ledger),
    },
  ],
  exports: [ChannelStore, ChannelDirectory, ChannelCaller, ChannelHealthBoard, ChannelStatusReader, ModelChoiceStore, ModelPlanner, LanguageModels, Embeddings],
})
export class ChannelsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly board: ChannelHealthBoard,
    private readonly prober: ChannelProber,
    private readonly directory: ChannelDirectory,
    health: HealthRegistry,
  ) {
    // Without a channel, or with all of them down, classifier and extractive answers do.
    health.register('llm', { kind: 'local', needed: false, check: async () => undefined });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.directory.onChange((tenantId) => this.board.tellChannelsChanged(tenantId));
    await this.board.start(this.prober);
  }

  async onModuleDestroy(): Promise<void> {
    await this.board.stop();
  }
}
