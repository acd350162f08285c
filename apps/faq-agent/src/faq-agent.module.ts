import { Module, type OnModuleInit } from '@nestjs/common';
import { AgentRuntimeModule, Specialist } from '#libs/agent-runtime';
import { FaqSearch, KnowledgeModule } from '#libs/knowledge';
import { MessagingModule } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { StreamModule } from '#libs/stream';
import { answerFaqTurn } from './answer-faq-turn.js';

@Module({ imports: [PersistenceModule, MessagingModule, StreamModule, AgentRuntimeModule, KnowledgeModule] })
export class FaqAgentModule implements OnModuleInit {
  constructor(
    private readonly specialist: Specialist,
    private readonly search: FaqSearch,
  ) {}

  onModuleInit(): void {
    this.specialist.serve('faq-agent.answer-turn', 'faq', (request, tenantId) => answerFaqTurn(this.search, tenantId, request));
  }
}
