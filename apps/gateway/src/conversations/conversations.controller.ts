import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  AcceptedMessage as AcceptedMessageSchema,
  Conversation as ConversationSchema,
  ConversationPage,
  CreateConversation as CreateConversationSchema,
  ListConversations as ListConversationsSchema,
  MessagePage,
  PageQuery as PageQuerySchema,
  PostMessage as PostMessageSchema,
} from '#libs/contracts';
import type { AcceptedMessage, Conversation, CreateConversation, ListConversations, Message, Page, PageQuery, PostMessage } from '#libs/contracts';
import { ConversationReader, createConversation } from '#libs/conversations';
import type { Principal } from '#libs/identity';
import { Database } from '#libs/persistence';
import { Caller, IdempotencyKey } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';
import { Acceptance } from '../turns/acceptance.js';

const ById = z.object({ id: z.uuid() });

@ApiTags('conversations')
@Controller('api/v1/conversations')
export class ConversationsController {
  constructor(
    private readonly database: Database,
    private readonly reader: ConversationReader,
    private readonly acceptance: Acceptance,
  ) {}

  @Post()
  @Endpoint({ summary: 'Begin a conversation', scope: 'conversations', body: CreateConversationSchema, response: ConversationSchema, status: 201, errors: ['already_exists'] })
  async create(@Caller() caller: Principal, @Body() body: CreateConversation): Promise<Conversation> {
    const id = await createConversation(this.database, caller.tenantId, body);
    return this.reader.conversation(caller.tenantId, id);
  }

  @Get()
  @Endpoint({ summary: 'Conversations, newest activity first', scope: 'conversations', query: ListConversationsSchema, response: ConversationPage, errors: ['invalid_cursor'] })
  list(@Caller() caller: Principal, @Query() query: ListConversations): Promise<Page<Conversation>> {
    return this.reader.list(caller.tenantId, query);
  }

  @Get(':id')
  @Endpoint({ summary: 'A conversation', scope: 'conversations', params: ById, response: ConversationSchema, errors: ['not_found'] })
  one(@Caller() caller: Principal, @Param('id') id: string): Promise<Conversation> {
    return this.reader.conversation(caller.tenantId, id);
  }

  @Get(':id/messages')
  @Endpoint({ summary: 'The conversation’s messages, oldest first', scope: 'conversations', params: ById, query: PageQuerySchema, response: MessagePage, errors: ['not_found', 'invalid_cursor'] })
  messages(@Caller() caller: Principal, @Param('id') id: string, @Query() query: PageQuery): Promise<Page<Message>> {
    return this.reader.messages(caller.tenantId, id, query);
  }

  @Post(':id/messages')
  @Endpoint({
    summary: 'Accept a message of the contact; the answer comes as events of its turn',
    scope: 'conversations',
    params: ById,
    body: PostMessageSchema,
    response: AcceptedMessageSchema,
    status: 202,
    contactLimit: 'conversation',
    idempotent: true,
    errors: ['not_found', 'service_unavailable'],
  })
  async post(@Caller() caller: Principal, @Param('id') id: string, @Body() body: PostMessage, @IdempotencyKey() key: string | undefined): Promise<AcceptedMessage> {
    const accepted = await this.acceptance.message(caller.tenantId, id, body.message, body.metadata, key);
    return {
      conversation_id: accepted.conversationId,
      message_id: accepted.messageId,
      turn_id: accepted.turnId,
      state: accepted.state,
      events_url: `/api/v1/turns/${accepted.turnId}/events`,
    };
  }
}
