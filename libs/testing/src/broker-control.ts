import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from './eventually.js';

/** What only the broker's administrator can do. */
export interface BrokerControl {
  addVhost(vhost: string, user: string): Promise<void>;
  deleteVhost(vhost: string): Promise<void>;
  closeConnections(vhost: string): Promise<void>;
}

const MANAGEMENT_PORT = 15_672;
const DEADLINE_MS = 20_000;

/**
 * The broker's management API on its default port, or rabbitmqctl where the broker runs on this machine.
 * @throws Error when neither answers
 */
export async function openBrokerControl(broker: URL): Promise<BrokerControl> {
  const management = managementApi(broker);
  if (await management.answers()) return management;
  const command = rabbitmqctl();
  if (await command.answers()) return command;
  throw new Error(
    `This suite needs a virtual host of its own at ${broker.host}: enable RabbitMQ's management plugin (port ${MANAGEMENT_PORT}) for the user of TEST_RABBITMQ_URL, or have rabbitmqctl on the PATH with the right to use it.`,
  );
}

interface Answering {
  answers(): Promise<boolean>;
}

/** Source: RabbitMQ's own description of its HTTP API, at /api/index.html of the management plugin. */
function managementApi(broker: URL): BrokerControl & Answering {
  const credentials = `${decodeURIComponent(broker.username || 'guest')}:${decodeURIComponent(broker.password || 'guest')}`;
  const headers = { authorization: `Basic ${Buffer.from(credentials).toString('base64')}`, 'content-type': 'application/json' };
  const call = async (method: string, path: string, body?: object): Promise<Response> => {
    const url = `http://${broker.hostname}:${MANAGEMENT_PORT}/api/${path}`;
    const response = await fetch(url, { method, headers, body: body ? JSON.stringify(body) : null, signal: AbortSignal.timeout(DEADLINE_MS) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response;
  };
  const all = { configure: '.*', write: '.*', read: '.*' };
  return {
    answers: () => call('GET', 'whoami').then(() => true, () => false),
    addVhost: async (vhost, user) => {
      await call('PUT', `vhosts/${vhost}`, {});
      await call('PUT', `permissions/${vhost}/${encodeURIComponent(user)}`, all);
    },
    deleteVhost: async (vhost) => {
      await call('DELETE', `vhosts/${vhost}`);
    },
    closeConnections: async (vhost) => {
      const list = async (): Promise<{ name: string }[]> => (await (await call('GET', `vhosts/${vhost}/connections`)).json()) as { name: string }[];
      // The API learns of a connection some seconds after it was opened.
      await eventually(`a connection to ${vhost}`, async () => (await list()).length > 0, DEADLINE_MS);
      await Promise.all((await list()).map(({ name }) => call('DELETE', `connections/${encodeURIComponent(name)}`)));
    },
  };
}

function rabbitmqctl(): BrokerControl & Answering {
  const run = async (...parameters: string[]): Promise<void> => {
    await promisify(execFile)('rabbitmqctl', ['--quiet', ...parameters], { timeout: DEADLINE_MS });
  };
  return {
    answers: () => run('list_vhosts').then(() => true, () => false),
    addVhost: async (vhost, user) => {
      await run('add_vhost', vhost);
      await run('set_permissions', '-p', vhost, user, '.*', '.*', '.*');
    },
    deleteVhost: (vhost) => run('delete_vhost', vhost),
    closeConnections: (vhost) => run('close_all_connections', '-p', vhost, 'a test'),
  };
}
