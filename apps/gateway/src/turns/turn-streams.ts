import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isTerminal, type TurnEvent } from '#libs/contracts';
import { STARTED_EVENT_ID, startedEvent, type EventSubject, type TurnStanding } from '#libs/conversations';
import { compareEventIds } from '#libs/stream';
import { SseResponse } from './sse-response.js';
import { TurnWatcher } from './turn-watcher.js';

export interface StreamTurn {
  tenantId: string;
  subject: EventSubject;
  after?: string | undefined;
  standing?: TurnStanding | undefined;
}

/** Streams a turn as server-sent events, from its first event or from after the one last seen. */
@Injectable()
export class TurnStreams {
  readonly #open = new Set<SseResponse>();

  constructor(private readonly watcher: TurnWatcher) {}

  async stream(reply: FastifyReply, { tenantId, subject, after, standing }: StreamTurn): Promise<void> {
    let stop: (() => void) | undefined;
    let closed = false;
    const response = SseResponse.open(reply, () => {
      closed = true;
      this.#open.delete(response);
      stop?.();
    });
    this.#open.add(response);
    if (!after || compareEventIds(after, STARTED_EVENT_ID) < 0) response.send({ id: STARTED_EVENT_ID, event: startedEvent(subject) });
    stop = await this.watcher.watch(tenantId, subject.turnId, { after, standing }, (logged) => {
      response.send(logged);
      if (isTerminal(logged.event)) response.end();
    });
    // The reader left while the log was being read, or had seen the end already.
    if (closed) stop();
    else if (after && standing?.completed) response.end();
  }

  /** The process stops: readers come back to another gateway, with Last-Event-ID. */
  beforeApplicationShutdown(): void {
    for (const response of this.#open) response.end();
  }

  /** Streams an outcome that is known at once: the message went straight to a human. */
  sendAll(reply: FastifyReply, subject: EventSubject, events: readonly TurnEvent[]): void {
    const response = SseResponse.open(reply, () => undefined);
    response.send({ id: STARTED_EVENT_ID, event: startedEvent(subject) });
    for (const [index, event] of events.entries()) response.send({ id: `${Date.parse(event.created_at)}-${index}`, event });
    response.end();
  }
}
