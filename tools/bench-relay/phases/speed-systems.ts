import { startFarEnd } from '../far-end/far-end.js';
import type { Lab } from '../lab.js';
import { AdminClient } from '../targets/admin-client.js';
import type { Server } from '../targets/calls.js';
import { startBareProxy } from '../targets/start-bare-proxy.js';
import { startGateway, type Gateway } from '../targets/start-gateway.js';
import { MODELS, type SystemName } from './speed-cases.js';

/** What is compared, running. */
export interface SpeedSystems {
  /** `pid` of the system's own process, where it has one. */
  servers: Record<SystemName, Server & { pid: number | null }>;
  gateway: Gateway;
  /** The VirtualKey of all calls of the relay. */
  key: { id: string; name: string };
  stop(): Promise<void>;
}

/** Starts all systems on one far end; the relay has a channel of each format. */
export async function startSpeedSystems({ children, home }: Lab): Promise<SpeedSystems> {
  const farEnd = await startFarEnd(children);
  const bare = await startBareProxy(children, farEnd.url);
  const gateway = await startGateway(children, home);
  const admin = new AdminClient(gateway.url, home.apiKey);
  await admin.createChannel({ name: 'speed, openai', type: 'openai-compatible', base_url: `${farEnd.url}/v1`, keys: ['k'], models: [MODELS.openai] });
  await admin.createChannel({ name: 'speed, anthropic', type: 'anthropic', base_url: farEnd.url, keys: ['k'], models: [MODELS.anthropic] });
  const { id, key } = await admin.createVirtualKey('speed');
  return {
    servers: {
      direct: { name: 'direct', url: farEnd.url, key: 'k', pid: null },
      'bare proxy': { name: 'bare proxy', url: bare.url, key: 'k', pid: bare.pid },
      relay: { name: 'relay', url: gateway.url, key, pid: gateway.pid },
    },
    gateway,
    key: { id, name: 'speed' },
    stop: async () => void (await Promise.all([gateway.stop(), bare.stop(), farEnd.stop()])),
  };
}
