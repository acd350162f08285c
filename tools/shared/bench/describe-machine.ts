import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import type { Sandbox } from './sandbox/open-sandbox.js';

/** The machine and the servers in one line, and how busy it was before anything was started here. */
export async function describeMachine({ versions }: Sandbox): Promise<string> {
  const cores = cpus();
  const parts = [
    cores[0]?.model.trim() || 'unknown processor',
    `${cores.length} cores for everything (apps, servers, load generator)`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    `${platform()} ${release()}`,
    `Node ${process.version}`,
    `PostgreSQL ${versions.postgresql}`,
    `RabbitMQ ${versions.rabbitmq}`,
    `Redis ${versions.redis}`,
    `load average before the start ${loadavg()[0]!.toFixed(1)}`,
  ];
  return parts.join('; ');
}
