import type { ApiClient } from '../shared/api-client.js';
import type { AgentType, HistoryMessage } from '../shared/api-types.js';
import type { StreamEvent } from '../shared/stream-events.js';
import type { ChatOptions } from './chat-options.js';

/** One contact's session: who answered last and which messages of humans were shown. */
export class Conversation {
  sessionId: string | undefined;
  lastAgent: AgentType | undefined;
  lastMessage: string | undefined;
  readonly #client: ApiClient;
  readonly #userId: string | undefined;
  readonly #signal: AbortSignal;
  #shown = new Set<string>();
  #lastReply: string | undefined;

  constructor(client: ApiClient, options: ChatOptions, signal: AbortSignal) {
    this.#client = client;
    this.#userId = options.userId;
    this.#signal = signal;
    this.sessionId = options.sessionId;
  }

  /** Forgets the session; the next message opens another. */
  startAgain(): void {
    this.sessionId = undefined;
    this.lastAgent = undefined;
    this.#lastReply = undefined;
    this.#shown = new Set();
  }

  /** The events of the answer to a message. Throws ApiError. */
  async *send(message: string): AsyncGenerator<StreamEvent> {
    this.lastMessage = message;
    const request = { session_id: this.sessionId, message, user_id: this.#userId };
    for await (const event of this.#client.streamChat(request, this.#signal)) {
      this.#follow(event);
      yield event;
    }
  }

  /** Every message of the session so far. Throws ApiError. */
  async history(): Promise<HistoryMessage[]> {
    return this.sessionId === undefined ? [] : this.#client.history(this.sessionId, this.#signal);
  }

  /** What humans wrote that was not marked as shown. Throws ApiError. */
  async newHumanMessages(): Promise<HistoryMessage[]> {
    const messages = await this.history();
    return messages.filter((entry) => isByHuman(entry) && !this.#shown.has(entry.message_id) && !this.#wasReply(entry));
  }

  markShown(messages: HistoryMessage[]): void {
    for (const entry of messages) if (isByHuman(entry)) this.#shown.add(entry.message_id);
  }

  /** Takes the messages of a session that goes on as shown, and who wrote last as its owner. */
  takeUp(messages: HistoryMessage[]): void {
    this.markShown(messages);
    const last = messages.findLast(({ role }) => role === 'ai_agent' || role === 'human_agent');
    if (last) this.lastAgent = isByHuman(last) ? 'human' : (last.agent_type ?? undefined);
  }

  #follow(event: StreamEvent): void {
    if (event.event !== 'message_delta') this.sessionId = event.data.session_id ?? this.sessionId;
    if (event.event !== 'conversation_completed') return;
    this.lastAgent = event.data.agent_type;
    this.#lastReply = event.data.message;
  }

  /** A human's message may already have come as the reply of the stream, which carries no message id. */
  #wasReply(entry: HistoryMessage): boolean {
    if (entry.message !== this.#lastReply) return false;
    this.#lastReply = undefined;
    this.markShown([entry]);
    return true;
  }
}

function isByHuman({ role }: HistoryMessage): boolean {
  return role === 'human_agent';
}
