import { Module } from '@nestjs/common';
import { FaqAgentModule } from '#apps/faq-agent';
import { GatewayModule } from '#apps/gateway';
import { HandoffAgentModule } from '#apps/handoff-agent';
import { OrderAgentModule } from '#apps/order-agent';
import { RefundAgentModule } from '#apps/refund-agent';
import { RouterAgentModule } from '#apps/router-agent';
import { TechnicalAgentModule } from '#apps/technical-agent';
import { WorkerModule } from '#apps/worker';

/** Every app in one process. */
@Module({
  imports: [GatewayModule, RouterAgentModule, FaqAgentModule, OrderAgentModule, RefundAgentModule, TechnicalAgentModule, HandoffAgentModule, WorkerModule],
})
export class AllInOneModule {}
