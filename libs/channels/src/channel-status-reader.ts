import type { ChannelHealth, ChannelTestResult } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import type { UsageLedger } from '#libs/cost';
import { probeChannel } from './calls/probe-channel.js';
import type { ChannelAdapters } from './channel-adapters.js';
import type { ChannelHealthBoard } from './health/channel-health-board.js';
import { PROBE_TIMEOUT_MS } from './health/channel-prober.js';
import { HEALTH_RULES } from './health/health-rules.js';
import type { ProviderChannel } from './provider-channel.js';
import type { ChannelDirectory } from './store/channel-directory.js';

/** What an admin sees and tries of channels at work. */
export class ChannelStatusReader {
  constructor(
    private readonly directory: ChannelDirectory,
    private readonly adapters: ChannelAdapters,
    private readonly health: ChannelHealthBoard,
    private readonly ledger: UsageLedger,
  ) {}

  /** Health of every channel of the tenant, as this process and those it hears of see it. */
  async healthOf(tenantId: string): Promise<ChannelHealth[]> {
    return (await this.directory.of(tenantId)).map((channel) => this.#describe(channel));
  }

  /** Asks the channel for one token. A success closes its circuit. @throws AppError not_found */
  async test(tenantId: string, channelId: string): Promise<ChannelTestResult> {
    const channel = (await this.directory.of(tenantId)).find(({ id }) => id === channelId);
    if (!channel) throw new AppError('not_found', 'There is no such channel');
    if (channel.type === 'local') return { ok: true, model: null, latency_ms: 0, first_token_ms: null, error: null };
    const { ok, model, latencyMs, error } = await probeChannel(channel, this.adapters.of(channel), this.ledger, { source: 'test', timeoutMs: PROBE_TIMEOUT_MS });
    if (ok && this.health.circuitState(channelId) !== 'closed') this.health.close(channelId);
    return { ok, model, latency_ms: latencyMs, first_token_ms: null, error: error && { code: error.kind, message: error.details.vendorMessage ?? error.message } };
  }

  #describe(channel: ProviderChannel): ChannelHealth {
    const now = Date.now();
    const circuit = this.health.circuitOf(channel.id);
    const { latency, byModel } = this.health.timingsOf(channel.id);
    const { ok, failed } = circuit.counts(now);
    const state = circuit.state(now);
    return {
      channel_id: channel.id,
      name: channel.name,
      status: channel.status,
      circuit: state,
      opens_again_at: state === 'closed' ? null : new Date(circuit.until).toISOString(),
      window_seconds: HEALTH_RULES.windowMs / 1_000,
      calls: ok + failed,
      success_rate: ok + failed === 0 ? null : Math.round((ok / (ok + failed)) * 10_000) / 10_000,
      consecutive_failures: circuit.failuresInARow,
      latency_ms_p50: latency.quantile(0.5),
      models: [...byModel].map(([model, { firstToken, gap }]) => ({
        model,
        first_token_ms_p50: firstToken.quantile(0.5),
        gap_ms_p50: gap.quantile(0.5),
        gap_ms_p95: gap.quantile(0.95),
      })),
      last_error: circuit.lastError && { code: circuit.lastError.code, at: new Date(circuit.lastError.at).toISOString() },
      cooling_keys: channel.keys.filter(({ id }) => this.health.isCooling(id, now)).length,
    };
  }
}
