import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { connect } from 'amqplib';
import type { Taken } from './taken.js';

const run = promisify(execFile);

/** Any queue of the platform tells whether one is running in a vhost. */
const PLATFORM_QUEUE = 'router-agent.route-turn';

/**
 * Makes a vhost where rabbitmqctl can; else stays in the one of `url`. Throws when a platform already
 * consumes there: it would take the turns away.
 */
export async function takeVhost(url: string, name: string): Promise<Taken> {
  const own = (await addVhost(url, name)) ? withVhost(url, name) : null;
  const used = own ?? url;
  const remove = async (): Promise<void> => {
    if (own) await rabbitmqctl('delete_vhost', name);
  };
  try {
    return { url: used, version: await lookAround(used), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function addVhost(url: string, name: string): Promise<boolean> {
  const { hostname, username } = new URL(url);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return false;
  try {
    await rabbitmqctl('add_vhost', name);
    await rabbitmqctl('set_permissions', '-p', name, decodeURIComponent(username) || 'guest', '.*', '.*', '.*');
    return true;
  } catch {
    return false;
  }
}

const rabbitmqctl = async (...args: string[]): Promise<void> => void (await run('rabbitmqctl', ['--quiet', ...args], { timeout: 60_000 }));

function withVhost(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.toString();
}

/** The server's version. */
async function lookAround(url: string): Promise<string> {
  const connection = await connect(url);
  connection.on('error', () => undefined);
  try {
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    // Fails when there is no such queue, which is well.
    const queue = await channel.checkQueue(PLATFORM_QUEUE).catch(() => null);
    if (queue && queue.consumerCount > 0) throw new Error('A platform is running in this RabbitMQ vhost; stop it, or name another vhost in RABBITMQ_URL');
    return String(connection.connection.serverProperties.version);
  } finally {
    await connection.close().catch(() => undefined);
  }
}
