import { Module, type OnModuleInit } from '@nestjs/common';
import { AgentRuntimeModule, Specialist } from '#libs/agent-runtime';
import { ChannelsModule, LanguageModels } from '#libs/channels';
import { AnswerCache, KnowledgeModule } from '#libs/knowledge';
import { MessagingModule } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { StreamModule } from '#libs/stream';
import { answerFaqTurn } from './answer-faq-turn.js';

@Module({ imports: [PersistenceModule, MessagingModule, StreamModule, AgentRuntimeModule, ChannelsModule, KnowledgeModule] })
export class FaqAgentModule implements OnModuleInit {
  constructor(
    private readonly specialist: Specialist,
    private readonly answers: AnswerCache,
    private readonly models: LanguageModels,
  ) {}

  onModuleInit(): void {
    const parts = { answers: this.answers, models: this.models };
    this.specialist.serve('faq-agent.answer-turn', 'faq', (request, tenantId, reply) => answerFaqTurn(parts, tenantId, request, reply));
  }
}
