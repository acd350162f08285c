import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_DEADLINE_MS = 60_000;
const NO_LIMIT = '1000000000';

/** The platform as it comes, but for the limits, which would refuse a benchmark, and for log lines below `warn`. */
export function platformEnvironment(port: number, dataDir: string): { environment: Record<string, string>; apiKey: string } {
  const apiKey = `sb_bench_${randomBytes(24).toString('base64url')}`;
  return {
    apiKey,
    environment: {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      SWITCHBOARD_DEMO_API_KEY: apiKey,
      LOG_LEVEL: 'warn',
      LIMIT_IP_PER_MINUTE: NO_LIMIT,
      LIMIT_GLOBAL_PER_MINUTE: NO_LIMIT,
      LIMIT_CONTACT_PER_MINUTE: NO_LIMIT,
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves when the gateway at `url` says that it and everything it needs is up. */
export const untilReady = (url: string): Promise<void> => untilOk(`${url}/health/ready`, 50);

/** Resolves when a GET of `url` gives 200, asked every `everyMs`. */
export async function untilOk(url: string, everyMs: number): Promise<void> {
  const deadline = performance.now() + READY_DEADLINE_MS;
  while (performance.now() < deadline) {
    const ok = await fetch(url).then(
      async (response) => {
        await response.arrayBuffer();
        return response.ok;
      },
      () => false,
    );
    if (ok) return;
    await sleep(everyMs);
  }
  throw new Error(`${url} was not ready within ${READY_DEADLINE_MS / 1_000} s`);
}
