import { Module, type OnModuleInit } from '@nestjs/common';
import { AgentRuntimeModule, Specialist } from '#libs/agent-runtime';
import { MessagingModule } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { StreamModule } from '#libs/stream';
import { answerTechnicalTurn } from './answer-technical-turn.js';

@Module({ imports: [PersistenceModule, MessagingModule, StreamModule, AgentRuntimeModule] })
export class TechnicalAgentModule implements OnModuleInit {
  constructor(private readonly specialist: Specialist) {}

  onModuleInit(): void {
    this.specialist.serve('technical-agent.answer-turn', 'technical', answerTechnicalTurn);
  }
}
