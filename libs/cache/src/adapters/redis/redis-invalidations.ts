import type { BusDriver, CacheBusMessage } from 'bentocache/types';
import type { Redis } from 'ioredis';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';

type Handler = (message: CacheBusMessage) => void;

/**
 * Tells other processes what this one wrote or deleted. The library's own transport neither survives a start
 * without Redis nor knows that it missed something; this one has the memory level forgotten then.
 */
export class RedisInvalidations implements BusDriver {
  readonly #handlers = new Map<string, Handler>();
  readonly #subscriber: Redis;
  #id = '';
  #missedSome = false;

  /** @param namespace the prefix of the cache whose memory is forgotten after an interruption */
  constructor(
    private readonly publisher: Redis,
    private readonly namespace: string,
    private readonly logger: Logger,
  ) {
    this.#subscriber = publisher.duplicate({ enableOfflineQueue: true, commandTimeout: undefined, autoResubscribe: false });
    this.#subscriber.on('error', (error) => logger.debug({ reason: messageOf(error) }, 'the cache’s subscriber lost redis'));
    this.#subscriber.on('message', (channel: string, message: string) => this.#receive(channel, message));
    this.#subscriber.on('ready', () => void this.#subscribe());
    this.#subscriber.on('close', () => {
      this.#missedSome = true;
    });
    this.#subscriber.connect().catch(() => undefined);
  }

  setId(id: string): BusDriver {
    this.#id = id;
    return this;
  }

  onReconnect(callback: () => void): void {
    this.publisher.on('ready', callback);
  }

  async publish(channel: string, message: unknown): Promise<void> {
    await this.publisher.publish(channel, JSON.stringify({ from: this.#id, message }));
  }

  async subscribe(channel: string, handler: (message: never) => void): Promise<void> {
    this.#handlers.set(channel, handler as Handler);
    if (this.#subscriber.status === 'ready') await this.#subscribe();
  }

  async unsubscribe(channel: string): Promise<void> {
    this.#handlers.delete(channel);
    await this.#subscriber.unsubscribe(channel);
  }

  async disconnect(): Promise<void> {
    this.#subscriber.disconnect();
  }

  async #subscribe(): Promise<void> {
    const channels = [...this.#handlers.keys()];
    if (channels.length === 0) return;
    try {
      await this.#subscriber.subscribe(...channels);
    } catch (error) {
      // The connection broke again: it is tried once more when it is back.
      this.logger.debug({ reason: messageOf(error) }, 'not subscribed to the cache’s messages');
      return;
    }
    if (!this.#missedSome) return;
    this.#missedSome = false;
    for (const handler of this.#handlers.values()) handler({ type: 'clear', keys: [], namespace: this.namespace } as unknown as CacheBusMessage);
  }

  #receive(channel: string, text: string): void {
    try {
      const { from, message } = JSON.parse(text) as { from: string; message: CacheBusMessage };
      if (from !== this.#id) this.#handlers.get(channel)?.(message);
    } catch (error) {
      this.logger.warn({ reason: messageOf(error) }, 'a message of the cache was not understood');
    }
  }
}
