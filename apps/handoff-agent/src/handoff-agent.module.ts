import { Module, type OnModuleInit } from '@nestjs/common';
import { AgentRuntimeModule, TurnEnder } from '#libs/agent-runtime';
import type { HandOffTurn } from '#libs/contracts';
import { Consumers, DEAD_LETTER_QUEUE, MessagingModule } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { PersistenceModule } from '#libs/persistence';
import { StreamModule } from '#libs/stream';
import { handOffDeadLetter } from './hand-off-dead-letter.js';
import { handOffTurn } from './hand-off-turn.js';

@Module({ imports: [PersistenceModule, MessagingModule, StreamModule, AgentRuntimeModule] })
export class HandoffAgentModule implements OnModuleInit {
  constructor(
    private readonly consumers: Consumers,
    private readonly ender: TurnEnder,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.consumers.handle('handoff-agent.hand-off-turn', (envelope) => handOffTurn(this.ender, envelope, envelope.data as HandOffTurn));
    this.consumers.handle(DEAD_LETTER_QUEUE, (envelope, delivery) => handOffDeadLetter(this.ender, this.logger, envelope, delivery));
  }
}
