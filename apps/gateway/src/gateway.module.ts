import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ChannelsModule } from '#libs/channels';
import { ConversationReader } from '#libs/conversations';
import { CostModule } from '#libs/cost';
import { IdentityModule } from '#libs/identity';
import { IntentsModule } from '#libs/intents';
import { KnowledgeModule } from '#libs/knowledge';
import { LearningModule } from '#libs/learning';
import { MessagingModule } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { Database, PersistenceModule } from '#libs/persistence';
import { RateLimitModule } from '#libs/ratelimit';
import { StreamModule } from '#libs/stream';
import { ChannelOperationsController } from './channels/channel-operations.controller.js';
import { ChannelsController } from './channels/channels.controller.js';
import { GroupsController } from './channels/groups.controller.js';
import { VirtualKeysController } from './channels/virtual-keys.controller.js';
import { ChatController } from './chat/chat.controller.js';
import { ReplyWaiter } from './chat/reply-waiter.js';
import { SessionController } from './chat/session.controller.js';
import { ConversationsController } from './conversations/conversations.controller.js';
import { BudgetsController } from './cost/budgets.controller.js';
import { PricesController } from './cost/prices.controller.js';
import { ReceiptsController } from './cost/receipts.controller.js';
import { UsageController } from './cost/usage.controller.js';
import { DeskController } from './desk/desk.controller.js';
import { FaqAnalyticsController } from './faqs/faq-analytics.controller.js';
import { FaqCandidatesController } from './faqs/faq-candidates.controller.js';
import { AnswerCacheController } from './faqs/answer-cache.controller.js';
import { FaqSearchController } from './faqs/faq-search.controller.js';
import { FaqSynonymsController } from './faqs/faq-synonyms.controller.js';
import { FaqTransferController } from './faqs/faq-transfer.controller.js';
import { FaqsController } from './faqs/faqs.controller.js';
import { HealthController } from './health/health.controller.js';
import { ContactKeys } from './http/contact-keys.js';
import { ContractGuard } from './http/contract.guard.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ApiKeysController } from './identity/api-keys.controller.js';
import { AuthController } from './identity/auth.controller.js';
import { StaffController } from './identity/staff.controller.js';
import { IntentsController } from './intents/intents.controller.js';
import { CallsUnderWay } from './relay/calls-under-way.js';
import { RelayController } from './relay/relay.controller.js';
import { Relay } from './relay/relay.js';
import { Acceptance } from './turns/acceptance.js';
import { OutcomeWatch } from './turns/outcome-watch.js';
import { TurnStreams } from './turns/turn-streams.js';
import { TurnWatcher } from './turns/turn-watcher.js';
import { TurnsController } from './turns/turns.controller.js';

@Module({
  imports: [PersistenceModule, MessagingModule, StreamModule, RateLimitModule, IdentityModule, KnowledgeModule, IntentsModule, LearningModule, CostModule, ChannelsModule],
  controllers: [ChatController, SessionController, ConversationsController, TurnsController, DeskController, AuthController, ApiKeysController, StaffController, ChannelOperationsController, ChannelsController, GroupsController, VirtualKeysController, BudgetsController, PricesController, ReceiptsController, UsageController, FaqAnalyticsController, FaqCandidatesController, FaqSearchController, FaqSynonymsController, FaqTransferController, FaqsController, AnswerCacheController, IntentsController, RelayController, HealthController],
  providers: [
    { provide: ConversationReader, inject: [Database], useFactory: (database: Database) => new ConversationReader(database) },
    { provide: APP_GUARD, useClass: ContractGuard },
    { provide: APP_FILTER, inject: [Logger], useFactory: (logger: Logger) => new ProblemFilter(logger) },
    ContactKeys,
    CallsUnderWay,
    Relay,
    Acceptance,
    OutcomeWatch,
    TurnWatcher,
    TurnStreams,
    ReplyWaiter,
  ],
})
export class GatewayModule {}
