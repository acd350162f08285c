import type { Redis } from 'ioredis';
import { TurnEvent } from '#libs/contracts';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import { OrderedFollower } from '../../ordered-follower.js';
import { LOG_LIFETIME_SECONDS, MAX_EVENTS_PER_TURN, type Follower, type LoggedEvent, type TurnEventLog } from '../../turn-event-log.js';

/**
 * One stream and one channel per turn, both named `turn:<id>`. Appending and telling is one step, so
 * that a follower who subscribed before it read misses nothing.
 */
const APPEND = `
  local told = {}
  for i = 1, #ARGV - 2 do
    local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[#ARGV - 1], '*', 'e', ARGV[i])
    told[i] = id .. ' ' .. ARGV[i]
  end
  redis.call('PUBLISH', KEYS[1], table.concat(told, '\\n'))
  redis.call('EXPIRE', KEYS[1], ARGV[#ARGV])
`;

const UNSUBSCRIBE_AFTER_MS = 100;

interface ScriptedRedis extends Redis {
  appendTurnEvents(key: string, ...values: (string | number)[]): Promise<null>;
}

/** The followers of one turn, and the subscribing that all of them wait for. */
interface Audience {
  followers: Set<OrderedFollower>;
  subscribed: Promise<void>;
}

export class RedisTurnEventLog implements TurnEventLog {
  readonly kind = 'redis';
  readonly #audiences = new Map<string, Audience>();
  readonly #client: ScriptedRedis;
  readonly #subscriber: Redis;
  /** Channels nobody here follows any more; given up together, for a command each would cost more than they do. */
  #left: string[] = [];
  #leaving: NodeJS.Timeout | undefined;
  /** Whether followers may have missed something since the last `#resume`. */
  #interrupted = false;

  constructor(
    client: Redis,
    private readonly logger: Logger,
  ) {
    client.defineCommand('appendTurnEvents', { numberOfKeys: 1, lua: APPEND });
    this.#client = client as ScriptedRedis;
    // A subscriber's connection can do nothing else. It is subscribed again by `#resume`, not by
    // ioredis, which forgets what it could not subscribe to and does not know what was missed.
    this.#subscriber = client.duplicate({ enableOfflineQueue: true, commandTimeout: undefined, autoResubscribe: false });
    this.#subscriber.on('error', (error) => logger.debug({ reason: messageOf(error) }, 'the event subscriber lost redis'));
    this.#subscriber.on('message', (key: string, message: string) => this.#tell(key, message));
    this.#subscriber.on('close', () => {
      this.#interrupted = true;
    });
    client.on('ready', this.#resume);
    this.#subscriber.on('ready', this.#resume);
  }

  async append(turnId: string, events: readonly TurnEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.#client.appendTurnEvents(keyOf(turnId), ...events.map((event) => JSON.stringify(event)), MAX_EVENTS_PER_TURN, LOG_LIFETIME_SECONDS);
  }

  async follow(turnId: string, after: string | undefined, onEvent: (logged: LoggedEvent) => void): Promise<Follower> {
    const key = keyOf(turnId);
    const follower = new OrderedFollower(after === 'now' ? undefined : after, onEvent, () => this.#leave(key, follower));
    const replay = follower.awaitReplay();
    await this.#join(key, follower);
    if (after === 'now') follower.replayed(replay, []);
    else await this.#replay(key, follower, replay);
    return follower;
  }

  async check(): Promise<void> {
    await this.#client.ping();
  }

  async close(): Promise<void> {
    clearTimeout(this.#leaving);
    this.#client.off('ready', this.#resume);
    this.#subscriber.disconnect();
    this.#audiences.clear();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  #join(key: string, follower: OrderedFollower): Promise<void> {
    const audience = this.#audiences.get(key) ?? { followers: new Set(), subscribed: this.#subscribe(key) };
    this.#audiences.set(key, audience);
    audience.followers.add(follower);
    return audience.subscribed;
  }

  #leave(key: string, follower: OrderedFollower): void {
    const audience = this.#audiences.get(key);
    audience?.followers.delete(follower);
    if (!audience || audience.followers.size > 0) return;
    this.#audiences.delete(key);
    this.#left.push(key);
    this.#leaving ??= setTimeout(() => this.#unsubscribeLeft(), UNSUBSCRIBE_AFTER_MS);
  }

  #unsubscribeLeft(): void {
    const keys = this.#left.filter((key) => !this.#audiences.has(key));
    this.#left = [];
    this.#leaving = undefined;
    if (keys.length > 0) this.#subscriber.unsubscribe(...keys).catch(() => undefined);
  }

  async #subscribe(key: string): Promise<void> {
    try {
      await this.#subscriber.subscribe(key);
    } catch (error) {
      // Made up for by `#resume`; until then the follower has the outcome from the database.
      this.#interrupted = true;
      this.logger.warn({ reason: messageOf(error) }, 'not subscribed to a turn');
    }
  }

  /** Once both connections stand again: subscribes, and gives every follower what it missed meanwhile. */
  readonly #resume = (): void => {
    if (!this.#interrupted || this.#client.status !== 'ready' || this.#subscriber.status !== 'ready') return;
    this.#interrupted = false;
    for (const [key, audience] of this.#audiences) {
      audience.subscribed = this.#subscribe(key);
      for (const follower of audience.followers) void this.#catchUp(key, follower, audience.subscribed);
    }
  };

  async #catchUp(key: string, follower: OrderedFollower, subscribed: Promise<void>): Promise<void> {
    const replay = follower.awaitReplay();
    await subscribed;
    await this.#replay(key, follower, replay);
  }

  async #replay(key: string, follower: OrderedFollower, replay: number): Promise<void> {
    const { position } = follower;
    try {
      const entries = await this.#client.xrange(key, position ? `(${position}` : '-', '+');
      follower.replayed(replay, entries.flatMap(([id, fields]) => parse(id, fields[1] ?? '')));
    } catch (error) {
      // The follower keeps waiting, until `#resume`: live events now would leave a gap before them.
      this.#interrupted = true;
      this.logger.warn({ reason: messageOf(error) }, 'the events of a turn were not read');
    }
  }

  /** @param message what one append wrote: a line per event, its id before it (JSON has no line breaks) */
  #tell(key: string, message: string): void {
    for (const line of message.split('\n')) {
      const space = line.indexOf(' ');
      for (const logged of parse(line.slice(0, space), line.slice(space + 1))) {
        for (const follower of [...(this.#audiences.get(key)?.followers ?? [])]) follower.live(logged);
      }
    }
  }
}

const keyOf = (turnId: string): string => `turn:${turnId}`;

function parse(id: string, json: string): LoggedEvent[] {
  const event = TurnEvent.safeParse(JSON.parse(json));
  return event.success ? [{ id, event: event.data }] : [];
}
