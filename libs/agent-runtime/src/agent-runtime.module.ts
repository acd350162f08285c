import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { BUS, Consumers, Outbox, type Bus } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { TURN_EVENT_LOG, type TurnEventLog } from '#libs/stream';
import { ReplyStreams } from './reply-streams.js';
import { Specialist } from './specialist.js';
import { TurnEnder } from './turn-ender.js';

@Global()
@Module({
  providers: [
    {
      provide: TurnEnder,
      inject: [Database, Outbox, TURN_EVENT_LOG, Logger, CONFIG],
      useFactory: (database: Database, outbox: Outbox, log: TurnEventLog, logger: Logger, config: Config) =>
        new TurnEnder(database, outbox, log, logger, config.TURN_DEADLINE_MS),
    },
    {
      provide: ReplyStreams,
      inject: [TURN_EVENT_LOG, Logger, CONFIG],
      useFactory: (log: TurnEventLog, logger: Logger, config: Config) => new ReplyStreams(log, logger, config.TURN_DEADLINE_MS),
    },
    {
      provide: Specialist,
      inject: [Consumers, TurnEnder, BUS, ReplyStreams],
      useFactory: (consumers: Consumers, ender: TurnEnder, bus: Bus, replies: ReplyStreams) => new Specialist(consumers, ender, bus, replies),
    },
  ],
  exports: [TurnEnder, Specialist],
})
export class AgentRuntimeModule {}
