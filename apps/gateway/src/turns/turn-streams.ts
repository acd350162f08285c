import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isTerminal, type TurnEvent } from '#libs/contracts';
import { STARTED_EVENT_ID, startedEvent, type EventSubject, type TurnStanding } from '#libs/conversations';
import { compareEventIds, type LoggedEvent } from '#libs/stream';
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
    const response = this.#openResponse(reply, () => {
      closed = true;
      stop?.();
    });
    if (!after || compareEventIds(after, STARTED_EVENT_ID) < 0) response.send({ id: STARTED_EVENT_ID, event: startedEvent(subject) });
    stop = await this.watcher.watch(tenantId, subject.turnId, { after, standing }, (logged) => sendTo(response, logged));
    // The reader left while the log was being read, or had seen the end already.
    if (closed) stop();
    else if (after && standing?.completed) response.end();
  }

  /**
   * Begins to watch a turn that does not exist yet, so that its first events are not missed.
   * @returns how to stream it once it was accepted, and how to forget it
   */
  begin(tenantId: string, turnId: string): { stream(reply: FastifyReply, subject: EventSubject): void; forget(): void } {
    const early: LoggedEvent[] = [];
    let give = (logged: LoggedEvent): void => void early.push(logged);
    const watching = this.watcher.watch(tenantId, turnId, { unborn: true }, (logged) => give(logged));
    const forget = () => void watching.then((stop) => stop(), () => undefined);
    const stream = (reply: FastifyReply, subject: EventSubject) => {
      const response = this.#openResponse(reply, forget);
      response.send({ id: STARTED_EVENT_ID, event: startedEvent(subject) });
      give = (logged) => sendTo(response, logged);
      early.forEach(give);
    };
    return { stream, forget };
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

  #openResponse(reply: FastifyReply, onClosed: () => void): SseResponse {
    const response = SseResponse.open(reply, () => {
      this.#open.delete(response);
      onClosed();
    });
    this.#open.add(response);
    return response;
  }
}

function sendTo(response: SseResponse, logged: LoggedEvent): void {
  response.send(logged);
  if (isTerminal(logged.event)) response.end();
}
