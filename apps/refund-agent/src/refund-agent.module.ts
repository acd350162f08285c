import { Module, type OnModuleInit } from '@nestjs/common';
import { AgentRuntimeModule, Specialist } from '#libs/agent-runtime';
import { MessagingModule } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { StreamModule } from '#libs/stream';
import { answerRefundTurn } from './answer-refund-turn.js';

@Module({ imports: [PersistenceModule, MessagingModule, StreamModule, AgentRuntimeModule] })
export class RefundAgentModule implements OnModuleInit {
  constructor(private readonly specialist: Specialist) {}

  onModuleInit(): void {
    this.specialist.serve('refund-agent.answer-turn', 'refund', answerRefundTurn);
  }
}
