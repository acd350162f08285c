import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { baseUrlFlag } from './flags.js';
import { UsageError } from './usage-error.js';

/** The flags that every tool of the REST API takes. */
export const connectionFlags = {
  url: { type: 'string', default: 'http://127.0.0.1:3000' },
  key: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const CONNECTION_USAGE = `  --url URL         the server (default http://127.0.0.1:3000)
  --key KEY         the API key; else SWITCHBOARD_DEMO_API_KEY; else, for a server on
                    this machine, the demo key that it wrote to its data folder`;

export interface Connection {
  baseUrl: string;
  apiKey: string;
}

/** Where and as whom to connect. Throws UsageError on a bad address or when there is no key. */
export async function resolveConnection(
  flags: { url: string; key?: string },
  env: NodeJS.ProcessEnv,
): Promise<Connection> {
  const baseUrl = baseUrlFlag('url', flags.url);
  const apiKey = flags.key || env.SWITCHBOARD_DEMO_API_KEY || (await localDemoKey(baseUrl, env));
  if (!apiKey) throw new UsageError('No API key: pass --key, or set SWITCHBOARD_DEMO_API_KEY.');
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new UsageError('The API key has a character that no key can have.');
  return { baseUrl, apiKey };
}

/** Only for a server on this machine: the demo key must not be sent anywhere else by itself. */
async function localDemoKey(baseUrl: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (!isLocal(new URL(baseUrl).hostname)) return undefined;
  const file = join(env.DATA_DIR || '.data', 'demo-credentials.json');
  try {
    const credentials = JSON.parse(await readFile(file, 'utf8')) as { api_key?: unknown } | null;
    if (typeof credentials?.api_key === 'string') return credentials.api_key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new UsageError(`No API key: pass --key, or start Switchboard here once so that it writes ${file}.`);
    }
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
  throw new UsageError(`${file} has no api_key.`);
}

function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
