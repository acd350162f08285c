import type { Health, ServiceHealth } from '#libs/contracts';

export interface HealthProbe {
  kind: string;
  needed: boolean;
  /** Resolves when the part works; throws, or takes longer than the deadline, when it does not. */
  check(): Promise<void>;
}

const PROBE_DEADLINE_MS = 2_000;

/** Every part that can fail, asked side by side. */
export class HealthRegistry {
  readonly #probes = new Map<string, HealthProbe>();

  register(service: string, probe: HealthProbe): void {
    this.#probes.set(service, probe);
  }

  async report(version: string): Promise<Health> {
    const entries = await Promise.all([...this.#probes].map(async ([name, probe]) => [name, await ask(probe)] as const));
    const services = Object.fromEntries(entries);
    const down = Object.values(services).filter((service) => service.status === 'down');
    const status = down.length === 0 ? 'ok' : down.some((service) => service.needed) ? 'unavailable' : 'degraded';
    return { status, timestamp: new Date().toISOString(), version, services };
  }
}

async function ask(probe: HealthProbe): Promise<ServiceHealth> {
  const started = performance.now();
  const common = { kind: probe.kind, needed: probe.needed };
  try {
    await withDeadline(probe.check());
    return { status: 'up', ...common, latency_ms: Math.round((performance.now() - started) * 100) / 100 };
  } catch (error) {
    return { status: 'down', ...common, detail: reasonOf(error) };
  }
}

/** The report is public: an error's code says enough, its message may name hosts and roles. */
function reasonOf(error: unknown): string {
  if (error instanceof ProbeTimeout) return error.message;
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const known = cause?.code ?? code;
  return typeof known === 'string' ? known : 'not available';
}

class ProbeTimeout extends Error {}

async function withDeadline(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProbeTimeout(`no answer within ${PROBE_DEADLINE_MS} ms`)), PROBE_DEADLINE_MS);
  });
  try {
    await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
