import { Body, Controller, Get, Headers, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { GiveTurnFeedback as GiveTurnFeedbackSchema, Turn as TurnSchema, TurnEvent, TurnFeedback as TurnFeedbackSchema } from '#libs/contracts';
import type { GiveTurnFeedback, Turn, TurnFeedback } from '#libs/contracts';
import { ConversationReader, findTurns } from '#libs/conversations';
import { AppError } from '#libs/kernel';
import type { Principal } from '#libs/identity';
import { ArticleFeedback } from '#libs/knowledge';
import { Database } from '#libs/persistence';
import { isEventId } from '#libs/stream';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';
import { TurnStreams } from './turn-streams.js';

const ById = z.object({ id: z.uuid() });

@ApiTags('turns')
@Controller('api/v1/turns')
export class TurnsController {
  constructor(
    private readonly database: Database,
    private readonly reader: ConversationReader,
    private readonly streams: TurnStreams,
    private readonly feedback: ArticleFeedback,
  ) {}

  @Get(':id')
  @Endpoint({ summary: 'A turn and its outcome', scope: ['chat', 'conversations'], params: ById, response: TurnSchema, errors: ['not_found'] })
  turn(@Caller() caller: Principal, @Param('id') id: string): Promise<Turn> {
    return this.reader.turn(caller.tenantId, id);
  }

  @Get(':id/events')
  @Endpoint({ summary: 'The turn’s events; Last-Event-ID resumes', scope: ['chat', 'conversations'], params: ById, events: TurnEvent, errors: ['not_found'] })
  async events(@Caller() caller: Principal, @Param('id') id: string, @Headers('last-event-id') lastEventId: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const standing = (await findTurns(this.database, caller.tenantId, [id])).get(id);
    if (!standing) throw new AppError('not_found', 'There is no such turn');
    // An id that is not ours can only come from a broken reader: it gets everything.
    const after = lastEventId && isEventId(lastEventId) ? lastEventId : undefined;
    await this.streams.stream(reply, { tenantId: caller.tenantId, subject: standing.subject, after, standing });
  }

  @Post(':id/feedback')
  @Endpoint({ summary: 'Say whether a turn’s answer was helpful; counts for every article it is from, the last word stands', scope: 'chat', params: ById, body: GiveTurnFeedbackSchema, response: TurnFeedbackSchema, errors: ['not_found'] })
  giveFeedback(@Caller() caller: Principal, @Param('id') id: string, @Body() { helpful }: GiveTurnFeedback): Promise<TurnFeedback> {
    return this.feedback.giveForTurn(caller.tenantId, id, helpful);
  }
}
