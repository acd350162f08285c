import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  Conversation as ConversationSchema,
  ConversationPage,
  HumanReply as HumanReplySchema,
  ListEscalated as ListEscalatedSchema,
  Message as MessageSchema,
  TakeOver as TakeOverSchema,
} from '#libs/contracts';
import type { Conversation, HumanReply, ListEscalated, Message, Page, TakeOver } from '#libs/contracts';
import { ConversationReader, handBack, replyAsHuman, resolve, takeOver, type OwnershipChange } from '#libs/conversations';
import type { Principal } from '#libs/identity';
import { messageOf } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { TURN_EVENT_LOG, type TurnEventLog } from '#libs/stream';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

/** What human agents do: take escalated conversations, reply, hand back, resolve. */
@ApiTags('desk')
@Controller('api/v1/desk/conversations')
export class DeskController {
  constructor(
    private readonly database: Database,
    private readonly reader: ConversationReader,
    @Inject(TURN_EVENT_LOG) private readonly log: TurnEventLog,
    private readonly logger: Logger,
  ) {}

  @Get()
  @Endpoint({ summary: 'Escalated conversations, longest waiting first', scope: 'desk', query: ListEscalatedSchema, response: ConversationPage, errors: ['invalid_cursor'] })
  list(@Caller() caller: Principal, @Query() query: ListEscalated): Promise<Page<Conversation>> {
    return this.reader.escalated(caller.tenantId, query);
  }

  @Post(':id/take-over')
  @Endpoint({
    summary: 'Become the owner; from now on no AI reply is accepted',
    scope: 'desk',
    params: ById,
    body: TakeOverSchema,
    response: ConversationSchema,
    errors: ['not_found', 'conversation_taken', 'conversation_resolved'],
  })
  async takeOver(@Caller() caller: Principal, @Param('id') id: string, @Body() body: TakeOver): Promise<Conversation> {
    await this.#tell(await takeOver(this.database, caller, id, staffOf(caller, body)));
    return this.reader.conversation(caller.tenantId, id);
  }

  @Post(':id/reply')
  @Endpoint({
    summary: 'Reply as the human who owns the conversation',
    scope: 'desk',
    params: ById,
    body: HumanReplySchema,
    response: MessageSchema,
    status: 201,
    errors: ['not_found', 'conversation_not_escalated', 'conversation_taken'],
  })
  reply(@Caller() caller: Principal, @Param('id') id: string, @Body() body: HumanReply): Promise<Message> {
    return replyAsHuman(this.database, caller, id, body.message);
  }

  @Post(':id/hand-back')
  @Endpoint({ summary: 'Give the conversation back to the AI agents', scope: 'desk', params: ById, response: ConversationSchema, errors: ['not_found', 'conversation_not_escalated', 'conversation_taken'] })
  async handBack(@Caller() caller: Principal, @Param('id') id: string): Promise<Conversation> {
    await this.#tell(await handBack(this.database, caller, id));
    return this.reader.conversation(caller.tenantId, id);
  }

  @Post(':id/resolve')
  @Endpoint({ summary: 'Resolve the conversation', scope: 'desk', params: ById, response: ConversationSchema, errors: ['not_found', 'conversation_resolved', 'conversation_taken'] })
  async resolve(@Caller() caller: Principal, @Param('id') id: string): Promise<Conversation> {
    await this.#tell(await resolve(this.database, caller, id));
    return this.reader.conversation(caller.tenantId, id);
  }

  /** Customers who wait for an AI answer learn that a human has their message. */
  async #tell(change: OwnershipChange): Promise<void> {
    for (const { turnId, event } of change.ended) {
      await this.log.append(turnId, [event]).catch((error: unknown) => this.logger.warn({ reason: messageOf(error) }, 'a take-over was not told; watchers read it from the database'));
    }
  }
}

/** Staff act for themselves; an API key for whom it names, or for the desk as such. */
const staffOf = (caller: Principal, body: { staff_id?: string | undefined }): string | null => (caller.kind === 'staff' ? caller.id : (body.staff_id ?? null));
