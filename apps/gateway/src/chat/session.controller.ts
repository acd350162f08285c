import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PageQuery as PageQuerySchema, SessionHistory as SessionHistorySchema, ShortText } from '#libs/contracts';
import type { Message, PageQuery, SessionHistory } from '#libs/contracts';
import { ConversationReader, deleteSession } from '#libs/conversations';
import type { Principal } from '#libs/identity';
import { Database } from '#libs/persistence';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const BySession = z.object({ id: ShortText });
const HistoryQuery = PageQuerySchema.extend({ limit: z.coerce.number().int().min(1).max(100).default(100) });

@ApiTags('chat')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly database: Database,
    private readonly reader: ConversationReader,
  ) {}

  @Get(':id/history')
  @Endpoint({ summary: 'The session’s messages, oldest first', scope: 'chat', params: BySession, query: HistoryQuery, response: SessionHistorySchema, errors: ['not_found', 'invalid_cursor'] })
  async history(@Caller() caller: Principal, @Param('id') id: string, @Query() query: PageQuery): Promise<SessionHistory> {
    const conversation = await this.reader.bySession(caller.tenantId, id);
    const page = await this.reader.messages(caller.tenantId, conversation.id, query);
    return { session_id: id, messages: page.items.map(toHistoryMessage), next_cursor: page.next_cursor };
  }

  @Delete(':id')
  @Endpoint({ summary: 'Delete the session with its messages', scope: 'chat', params: BySession, status: 204, errors: ['not_found'] })
  async remove(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await deleteSession(this.database, caller, id);
  }
}

const toHistoryMessage = (message: Message): SessionHistory['messages'][number] => ({
  message_id: message.id,
  role: message.author,
  message: message.message,
  agent_type: message.agent_type,
  timestamp: message.created_at,
});
