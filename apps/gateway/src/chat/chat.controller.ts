import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ChatReply as ChatReplySchema, ChatRequest as ChatRequestSchema, TurnEvent } from '#libs/contracts';
import type { ChatReply, ChatRequest, ConversationCompleted } from '#libs/contracts';
import { answerEvents, completedEvent, humanNotice, type AcceptedTurn, type CompletedTurn, type EventSubject } from '#libs/conversations';
import type { Principal } from '#libs/identity';
import { detectLocale } from '#libs/intents';
import { newId } from '#libs/kernel';
import { Caller, IdempotencyKey } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';
import { Acceptance } from '../turns/acceptance.js';
import { TurnStreams } from '../turns/turn-streams.js';
import { ReplyWaiter } from './reply-waiter.js';

/** The simple chat API: one call per message. */
@ApiTags('chat')
@Controller('api/v1/chat')
export class ChatController {
  constructor(
    private readonly acceptance: Acceptance,
    private readonly waiter: ReplyWaiter,
    private readonly streams: TurnStreams,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Send a message and wait for the answer',
    scope: 'chat',
    body: ChatRequestSchema,
    response: ChatReplySchema,
    contactLimit: 'chat',
    idempotent: true,
    errors: ['contact_mismatch', 'reply_timeout', 'service_unavailable'],
  })
  async chat(@Caller() caller: Principal, @Body() body: ChatRequest, @IdempotencyKey() key: string | undefined): Promise<ChatReply> {
    // Waiting begins before the turn exists: its answer may come sooner than a subscription could.
    const turnId = newId();
    const waiting = this.waiter.begin(caller.tenantId, turnId, { unborn: true });
    try {
      const accepted = await this.acceptance.chat(caller.tenantId, body, turnId, key);
      if (isWithHuman(accepted)) return toReply(noticeEvent(accepted, body.message));
      if (accepted.turnId === turnId) return toReply(await waiting.completed());
      return toReply(await this.waiter.begin(caller.tenantId, accepted.turnId).completed());
    } finally {
      waiting.giveUp();
    }
  }

  @Post('stream')
  @Endpoint({
    summary: 'Send a message and stream the answer',
    scope: 'chat',
    body: ChatRequestSchema,
    events: TurnEvent,
    contactLimit: 'chat',
    idempotent: true,
    errors: ['contact_mismatch', 'service_unavailable'],
  })
  async stream(@Caller() caller: Principal, @Body() body: ChatRequest, @IdempotencyKey() key: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const turnId = newId();
    const begun = this.streams.begin(caller.tenantId, turnId);
    let streamed = false;
    try {
      const accepted = await this.acceptance.chat(caller.tenantId, body, turnId, key);
      const subject = subjectOf(accepted);
      if (isWithHuman(accepted)) return this.streams.sendAll(reply, subject, answerEvents(subject, noticeOf(accepted, body.message)));
      if (accepted.turnId !== turnId) return await this.streams.stream(reply, { tenantId: caller.tenantId, subject });
      streamed = true;
      begun.stream(reply, subject);
    } finally {
      if (!streamed) begun.forget();
    }
  }
}

/** Whether the message went straight to the human who owns the conversation (a replayed one has its stored outcome). */
const isWithHuman = (accepted: AcceptedTurn): boolean => accepted.state === 'handed_off' && !accepted.replayed;

const subjectOf = (accepted: AcceptedTurn): EventSubject => ({
  turnId: accepted.turnId,
  conversationId: accepted.conversationId,
  sessionId: accepted.sessionId,
  acceptedAt: accepted.acceptedAt,
});

const noticeOf = (accepted: AcceptedTurn, text: string): CompletedTurn => ({
  messageId: null,
  text: humanNotice(detectLocale(text, accepted.locale ?? 'en')),
  agentType: 'human',
  outcome: 'handed_off',
  fromCache: false,
  endedAt: new Date().toISOString(),
});

const noticeEvent = (accepted: AcceptedTurn, text: string): ConversationCompleted => completedEvent(subjectOf(accepted), noticeOf(accepted, text));

const toReply = ({ data }: ConversationCompleted): ChatReply => ({
  session_id: data.session_id ?? '',
  message: data.message,
  agent_type: data.agent_type,
  timestamp: data.timestamp,
  response_time_ms: data.response_time_ms,
  from_cache: data.from_cache,
});
