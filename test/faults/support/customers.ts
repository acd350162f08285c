import { setTimeout as sleep } from 'node:timers/promises';
import { API_KEY } from './platform.js';
import { followTurn, type FollowedTurn } from './follow-turn.js';

/** A session without an id is made up by the platform. */
export type Destination = { kind: 'conversation'; id: string } | { kind: 'session'; id: string | undefined; userId: string };

/** One message of a customer, and everything the platform said about it. */
export interface SentMessage {
  key: string;
  text: string;
  destination: Destination;
  /** Of every answer that arrived; more than one of a kind means that a retry was not recognised. */
  turnIds: Set<string>;
  messageIds: Set<string>;
  replies: Set<string>;
}

const GIVE_UP_MS = 90_000;
const REQUEST_MS = 6_000;
const RETRY_MS = { first: 50, longest: 500 };

/** Customers who send again, with the same key, whatever was not accepted for sure. */
export class Customers {
  readonly sent: SentMessage[] = [];
  readonly followed: Promise<FollowedTurn>[] = [];
  /** How often something was sent again, by what had come of it. */
  readonly retries = new Map<string, number>();
  readonly #sending: Promise<void>[] = [];

  constructor(private readonly url: string) {}

  async beginConversation(): Promise<string> {
    const response = await this.#post('/api/v1/conversations', {}, undefined);
    if (response.status !== 201) throw new Error(`No conversation was begun: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  }

  /**
   * Begins to send; `settled` tells when all are accepted.
   * @param manner `twice`: the customer does not wait for the first answer; `follow`: reads the turn's events as they come
   */
  send(text: string, destination: Destination, manner: { twice: boolean; follow: boolean }): void {
    const message: SentMessage = { key: `message-${this.sent.length}`, text, destination, turnIds: new Set(), messageIds: new Set(), replies: new Set() };
    this.sent.push(message);
    const sending = Promise.all(Array.from({ length: manner.twice ? 2 : 1 }, () => this.#sendUntilAccepted(message))).then(() => {
      const [turnId] = message.turnIds;
      if (manner.follow && turnId) this.followed.push(followTurn(this.url, turnId));
    });
    sending.catch(() => undefined);
    this.#sending.push(sending);
  }

  /** @throws Error when a message was refused for good, or not accepted in time */
  async settled(): Promise<void> {
    await Promise.all(this.#sending);
  }

  async #sendUntilAccepted(message: SentMessage): Promise<void> {
    const deadline = performance.now() + GIVE_UP_MS;
    let failure = '';
    for (let wait = RETRY_MS.first; performance.now() < deadline; wait = Math.min(wait * 2, RETRY_MS.longest)) {
      try {
        const response = await this.#attempt(message);
        const body = await response.text();
        if (response.ok) return note(message, JSON.parse(body) as AcceptedBody);
        failure = `${response.status} ${body}`;
      } catch (error) {
        failure = String(error);
      }
      if (/^4(?!29)/.test(failure)) break;
      const reason = /^\d+/.exec(failure)?.[0] ?? 'no answer';
      this.retries.set(reason, (this.retries.get(reason) ?? 0) + 1);
      await sleep(wait);
    }
    throw new Error(`${message.key} was not accepted: ${failure}`);
  }

  #attempt({ key, text, destination }: SentMessage): Promise<Response> {
    const metadata = { load_key: key };
    return destination.kind === 'conversation'
      ? this.#post(`/api/v1/conversations/${destination.id}/messages`, { message: text, metadata }, key)
      : this.#post('/api/v1/chat', { session_id: destination.id, user_id: destination.userId, message: text, metadata }, key);
  }

  #post(path: string, body: object, key: string | undefined): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { 'x-api-key': API_KEY, 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_MS),
    });
  }
}

/** Both APIs' answers: the simple chat API gives the reply, the other the ids. */
interface AcceptedBody {
  turn_id?: string;
  message_id?: string;
  message?: string;
}

function note(sent: SentMessage, body: AcceptedBody): void {
  if (body.turn_id) sent.turnIds.add(body.turn_id);
  if (body.message_id) sent.messageIds.add(body.message_id);
  if (body.message) sent.replies.add(body.message);
}
