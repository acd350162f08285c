import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { ComponentTimings, HealthRegistry, Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { InProcessBus } from './adapters/in-process/in-process.adapter.js';
import { RabbitMqBus } from './adapters/rabbitmq/rabbitmq.adapter.js';
import { BUS, type Bus } from './bus.js';
import { Consumers } from './consumers.js';
import { Outbox } from './outbox.js';

async function openBus(config: Config, timings: ComponentTimings, health: HealthRegistry, logger: Logger): Promise<Bus> {
  const bus = await timings.measure('bus', async () =>
    config.RABBITMQ_URL ? RabbitMqBus.connect(config.RABBITMQ_URL, config.RETRY_DELAYS_MS, logger) : new InProcessBus(),
  );
  health.register('broker', { kind: bus.kind, needed: true, check: () => bus.check() });
  return bus;
}

@Global()
@Module({
  providers: [
    { provide: BUS, inject: [CONFIG, ComponentTimings, HealthRegistry, Logger], useFactory: openBus },
    {
      provide: Outbox,
      inject: [Database, BUS, CONFIG, Logger],
      useFactory: (database: Database, bus: Bus, config: Config, logger: Logger) => new Outbox(database, bus, { graceMs: config.OUTBOX_GRACE_MS }, logger),
    },
    {
      provide: Consumers,
      inject: [BUS, CONFIG, Logger],
      useFactory: (bus: Bus, config: Config, logger: Logger) =>
        new Consumers(bus, { concurrency: config.CONSUMER_CONCURRENCY, retryDelaysMs: config.RETRY_DELAYS_MS }, logger),
    },
  ],
  exports: [BUS, Outbox, Consumers],
})
export class MessagingModule {}
