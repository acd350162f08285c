import type { CircuitState } from '#libs/contracts';
import type { Logger } from '#libs/observability';
import { Circuit } from './circuit.js';
import type { HealthExchange, HealthNews } from './health-exchange.js';
import { HEALTH_RULES } from './health-rules.js';
import { RecentTimings } from './recent-timings.js';

/** Own outcomes are told to the other processes this often; an opened circuit at once. */
const TELL_EVERY_MS = 200;
/** Health of channels that nobody has called, or probed, for so long is forgotten. */
const FORGET_AFTER_MS = 3_600_000;

interface ChannelState {
  circuit: Circuit;
  latency: RecentTimings;
  byModel: Map<string, ModelTimings>;
  untold: { ok: number; failed: number; error: string | null };
  usedAt: number;
}

interface Cooling {
  /** Milliseconds since 1970. */
  until: number;
  /** By the vendor's limit on its pace; otherwise it was refused, or has to be paid. */
  limited: boolean;
}

interface ModelTimings {
  firstToken: RecentTimings;
  gap: RecentTimings;
}

/** Calls `onHalfOpen` when a channel waits for a probe, and `onChannelsChanged` when another process changed a tenant's channels. */
export interface BoardListener {
  onHalfOpen(channelId: string): void;
  onChannelsChanged(tenantId: string): void;
}

/** What this process knows of the health of channels and keys: its own calls and what the other processes tell. */
export class ChannelHealthBoard {
  readonly #channels = new Map<string, ChannelState>();
  readonly #coolingKeys = new Map<string, Cooling>();
  readonly #probeTimers = new Map<string, NodeJS.Timeout>();
  #listener: BoardListener | null = null;
  #ticker: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly exchange: HealthExchange,
    private readonly logger: Logger,
  ) {}

  async start(listener: BoardListener): Promise<void> {
    this.#listener = listener;
    await this.exchange.listen((news) => this.#hear(news));
    this.#ticker = setInterval(() => this.#tick(), TELL_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#ticker);
    for (const timer of this.#probeTimers.values()) clearTimeout(timer);
    await this.exchange.close();
  }

  circuitState(channelId: string, now = Date.now()): CircuitState {
    return this.#channels.get(channelId)?.circuit.state(now) ?? 'closed';
  }

  circuitOf(channelId: string): Circuit {
    return this.#of(channelId).circuit;
  }

  timingsOf(channelId: string): { latency: RecentTimings; byModel: ReadonlyMap<string, ModelTimings> } {
    return this.#of(channelId);
  }

  isCooling(keyId: string, now = Date.now()): boolean {
    return (this.#coolingKeys.get(keyId)?.until ?? 0) > now;
  }

  /** When a key that is at the vendor's limit may be used again, in milliseconds since 1970; null for any other key. */
  limitedUntil(keyId: string, now = Date.now()): number | null {
    const cooling = this.#coolingKeys.get(keyId);
    return cooling?.limited && cooling.until > now ? cooling.until : null;
  }

  succeeded(channelId: string, latencyMs: number): void {
    const state = this.#of(channelId);
    state.circuit.succeeded(Date.now());
    state.latency.add(latencyMs);
    state.untold.ok += 1;
  }

  sawLife(channelId: string): void {
    this.#of(channelId).circuit.sawLife(Date.now());
  }

  firstToken(channelId: string, model: string, ms: number): void {
    this.sawLife(channelId);
    this.#ofModel(channelId, model).firstToken.add(ms);
  }

  gap(channelId: string, model: string, ms: number): void {
    this.#ofModel(channelId, model).gap.add(ms);
  }

  failed(channelId: string, code: string): void {
    const state = this.#of(channelId);
    const now = Date.now();
    state.untold.failed += 1;
    state.untold.error = code;
    if (state.circuit.failed(now, code)) this.open(channelId);
  }

  /** Leaves the channel alone from now on, here and everywhere, until a probe succeeds. */
  open(channelId: string): void {
    const { circuit } = this.#of(channelId);
    const until = circuit.open(Date.now());
    this.logger.warn({ channel_id: channelId, error: circuit.lastError?.code, for_ms: until - Date.now() }, 'a channel is left alone for a while');
    this.exchange.publish([{ kind: 'circuit-opened', channelId, until, opensInARow: circuit.opensInARow }]);
    this.#awaitHalfOpen(channelId);
  }

  close(channelId: string): void {
    this.#recover(channelId);
    this.logger.info({ channel_id: channelId }, 'a channel is well again');
    this.exchange.publish([{ kind: 'circuit-closed', channelId }]);
  }

  /** Leaves the key alone for a while, here and everywhere. @param limited whether the vendor limits its pace */
  cool(keyId: string, forMs: number, limited: boolean): void {
    const until = Date.now() + forMs;
    if (this.#keepCooling(keyId, { until, limited })) this.exchange.publish([{ kind: 'key-cooling', keyId, until, limited }]);
  }

  tellChannelsChanged(tenantId: string): void {
    this.exchange.publish([{ kind: 'channels-changed', tenantId }]);
  }

  /** Each opening has one probe of its own: the claim of the last one does not stand in the way of the next. */
  claimProbe(channelId: string): Promise<boolean> {
    return this.exchange.claimProbe(`${channelId}:${this.#of(channelId).circuit.until}`, HEALTH_RULES.probeClaimMs);
  }

  /** Looks again later whether the channel still waits for a probe. */
  lookAgain(channelId: string, inMs: number): void {
    clearTimeout(this.#probeTimers.get(channelId));
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#probeTimers.delete(channelId);
      if (this.circuitState(channelId) === 'half-open') this.#listener?.onHalfOpen(channelId);
    }, inMs);
    this.#probeTimers.set(channelId, timer.unref());
  }

  #awaitHalfOpen(channelId: string): void {
    this.lookAgain(channelId, Math.max(0, this.#of(channelId).circuit.until - Date.now()) + 1);
  }

  #hear(news: HealthNews): void {
    switch (news.kind) {
      case 'outcomes':
        return this.#hearOutcomes(news);
      case 'circuit-opened':
        this.#of(news.channelId).circuit.opened(news.until, news.opensInARow);
        return this.#awaitHalfOpen(news.channelId);
      case 'circuit-closed':
        return this.#recover(news.channelId);
      case 'key-cooling':
        this.#keepCooling(news.keyId, news);
        return;
      case 'channels-changed':
        return this.#listener?.onChannelsChanged(news.tenantId);
    }
  }

  #hearOutcomes({ channelId, ok, failed, error, at }: Extract<HealthNews, { kind: 'outcomes' }>): void {
    // All processes count the same outcomes, so whoever finds them too bad first opens for everybody.
    // No clock may run ahead of ours: what it told would push our own outcomes out of the window.
    if (this.#of(channelId).circuit.reported(Math.min(at, Date.now()), ok, failed, error)) this.open(channelId);
  }

  /** What counted against the channel until now counts no more, here or elsewhere. */
  #recover(channelId: string): void {
    const state = this.#of(channelId);
    state.circuit.close();
    state.untold = nothingUntold();
  }

  /** A shorter wait, told of by a call that was under way, does not undo a longer one. @returns whether the key cools longer now */
  #keepCooling(keyId: string, { until, limited }: Cooling): boolean {
    if (until <= (this.#coolingKeys.get(keyId)?.until ?? 0)) return false;
    this.#coolingKeys.set(keyId, { until, limited });
    return true;
  }

  #tick(): void {
    const now = Date.now();
    const news: HealthNews[] = [];
    for (const [channelId, state] of this.#channels) {
      const { ok, failed, error } = state.untold;
      if (ok + failed > 0) {
        news.push({ kind: 'outcomes', channelId, ok, failed, error, at: now });
        state.untold = nothingUntold();
        state.usedAt = now;
      } else if (now - Math.max(state.usedAt, state.circuit.until) > FORGET_AFTER_MS) this.#channels.delete(channelId);
    }
    for (const [keyId, { until }] of this.#coolingKeys) if (until <= now) this.#coolingKeys.delete(keyId);
    if (news.length > 0) this.exchange.publish(news);
  }

  #of(channelId: string): ChannelState {
    let state = this.#channels.get(channelId);
    if (!state) {
      state = { circuit: new Circuit(), latency: new RecentTimings(), byModel: new Map(), untold: nothingUntold(), usedAt: Date.now() };
      this.#channels.set(channelId, state);
    }
    return state;
  }

  #ofModel(channelId: string, model: string): ModelTimings {
    const { byModel } = this.#of(channelId);
    let timings = byModel.get(model);
    if (!timings) {
      timings = { firstToken: new RecentTimings(), gap: new RecentTimings() };
      byModel.set(model, timings);
    }
    return timings;
  }
}

const nothingUntold = (): ChannelState['untold'] => ({ ok: 0, failed: 0, error: null });
