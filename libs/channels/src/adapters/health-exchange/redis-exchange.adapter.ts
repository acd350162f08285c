import type { Redis } from 'ioredis';
import { z } from 'zod';
import { messageOf, newId } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { HealthExchange, HealthNews } from '../../health/health-exchange.js';
import { standsUntil, subjectOf } from '../../health/standing-news.js';

const TOPIC = 'channel-health';
const STANDING = 'channel-health:standing';
const CLAIM = 'channel-health:probe:';

/** From the network, so it is checked; news of a kind this process does not know yet is passed over. */
const News = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('outcomes'), channelId: z.string(), ok: z.number(), failed: z.number(), error: z.string().nullable(), at: z.number() }),
  z.object({ kind: z.literal('circuit-opened'), channelId: z.string(), until: z.number(), opensInARow: z.number() }),
  z.object({ kind: z.literal('circuit-closed'), channelId: z.string() }),
  z.object({ kind: z.literal('key-cooling'), keyId: z.string(), until: z.number(), limited: z.boolean() }),
  z.object({ kind: z.literal('channels-changed'), tenantId: z.string() }),
]);
const Message = z.object({ from: z.string(), news: z.array(z.unknown()) });

/** One topic for the news of the moment, one hash for what stands: a process that starts later reads it. */
export class RedisHealthExchange implements HealthExchange {
  readonly kind = 'redis';
  readonly #sender = newId();
  readonly #subscriber: Redis;
  #onNews: ((news: HealthNews) => void) | null = null;

  constructor(
    private readonly client: Redis,
    private readonly logger: Logger,
  ) {
    // Subscribed by `#resume` whenever it is back, not by ioredis, which forgets what it never could subscribe to.
    this.#subscriber = client.duplicate({ enableOfflineQueue: true, commandTimeout: undefined, autoResubscribe: false });
    this.#subscriber.on('error', (error) => logger.debug({ reason: messageOf(error) }, 'the health subscriber lost redis'));
    this.#subscriber.on('message', (_topic: string, message: string) => this.#receive(message));
    // What was published while the connection was away is lost; what stands can be read once both are back.
    this.#subscriber.on('ready', this.#resume);
    client.on('ready', this.#resume);
  }

  publish(news: readonly HealthNews[]): void {
    this.#send(news).catch((error: unknown) => this.logger.debug({ reason: messageOf(error) }, 'health news did not leave this process'));
  }

  /** Without Redis it begins when Redis is there. */
  async listen(onNews: (news: HealthNews) => void): Promise<void> {
    this.#onNews = onNews;
    await this.#subscribe();
  }

  /** Without Redis every process probes for itself. */
  async claimProbe(name: string, holdMs: number): Promise<boolean> {
    try {
      return (await this.client.set(`${CLAIM}${name}`, this.#sender, 'PX', holdMs, 'NX')) === 'OK';
    } catch {
      return true;
    }
  }

  async close(): Promise<void> {
    this.#onNews = null;
    this.client.off('ready', this.#resume);
    this.#subscriber.disconnect();
  }

  readonly #resume = (): void => {
    if (this.#onNews) void this.#subscribe();
  };

  /** What stands is read after subscribing, so that nothing falls between the two. */
  async #subscribe(): Promise<void> {
    try {
      await this.#subscriber.subscribe(TOPIC);
      await this.#readStanding();
    } catch (error) {
      this.logger.debug({ reason: messageOf(error) }, 'health news is not heard yet');
    }
  }

  async #send(news: readonly HealthNews[]): Promise<void> {
    const pipeline = this.client.pipeline();
    for (const item of news) {
      const subject = subjectOf(item);
      if (subject && standsUntil(item) === null) pipeline.hdel(STANDING, subject);
      else if (subject) pipeline.hset(STANDING, subject, JSON.stringify(item));
    }
    pipeline.publish(TOPIC, JSON.stringify({ from: this.#sender, news }));
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  }

  #receive(json: string): void {
    const message = Message.safeParse(parsed(json));
    if (!message.success || message.data.from === this.#sender) return;
    for (const item of message.data.news) {
      const news = News.safeParse(item);
      if (news.success) this.#onNews?.(news.data);
    }
  }

  async #readStanding(): Promise<void> {
    for (const [subject, json] of Object.entries(await this.client.hgetall(STANDING))) {
      const news = News.safeParse(parsed(json));
      if (news.success && (standsUntil(news.data) ?? 0) > Date.now()) this.#onNews?.(news.data);
      else await this.client.hdel(STANDING, subject);
    }
  }
}

/** Null for what is no JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
