import { Module, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { AgentRuntimeModule, Specialist } from '#libs/agent-runtime';
import { ChannelsModule, LanguageModels } from '#libs/channels';
import { AnswerCache, AnswerWarmer, KnowledgeModule } from '#libs/knowledge';
import { MessagingModule } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { StreamModule } from '#libs/stream';
import { answerFaqTurn } from './answer-faq-turn.js';

@Module({ imports: [PersistenceModule, MessagingModule, StreamModule, AgentRuntimeModule, ChannelsModule, KnowledgeModule] })
export class FaqAgentModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly specialist: Specialist,
    private readonly answers: AnswerCache,
    private readonly warmer: AnswerWarmer,
    private readonly models: LanguageModels,
  ) {}

  onModuleInit(): void {
    const parts = { answers: this.answers, models: this.models };
    this.specialist.serve('faq-agent.answer-turn', 'faq', (request, tenantId, reply) => answerFaqTurn(parts, tenantId, request, reply));
  }
  /** The start does not wait for it. */
  onApplicationBootstrap(): void {
    void this.warmer.warm();
  }
}
