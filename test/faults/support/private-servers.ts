import { access, mkdir, writeFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { Child } from './child.js';

/** Where packages put what they wrap on the PATH: the wrapper changes the account and writes to /var/log. */
const RABBITMQ_FOLDERS = ['/usr/lib/rabbitmq/bin'];
const START_WITHIN_MS = 90_000;

/** A RabbitMQ node and a Redis server of the test's own, on ports of their own. */
export interface PrivateServers {
  rabbitmqUrl: string;
  redisUrl: string;
  rabbitmq: Child;
  redis: Child;
  close(): Promise<void>;
}

/**
 * Starts both. The shared servers cannot be used: this test restarts them.
 * @param folder for their data and logs
 * @throws Error that names a program that is not installed
 */
export async function startPrivateServers(folder: string, [amqp, distribution, epmdPort, redisPort]: readonly number[]): Promise<PrivateServers> {
  const ports = { amqp: amqp!, distribution: distribution!, epmd: epmdPort!, redis: redisPort! };
  const redis = await prepareRedis(folder, ports.redis);
  const { epmd, node } = await prepareRabbitMq(folder, ports);
  const close = async (): Promise<void> => {
    await Promise.all([node.kill(), redis.kill()]);
    await epmd.kill();
  };
  try {
    await Promise.all([redis.start(), epmd.start().then(() => node.start())]);
  } catch (error) {
    await close();
    throw error;
  }
  return { rabbitmqUrl: `amqp://guest:guest@127.0.0.1:${ports.amqp}`, redisUrl: `redis://127.0.0.1:${ports.redis}`, rabbitmq: node, redis, close };
}

/** Keeps nothing on disk: every start begins empty. */
async function prepareRedis(folder: string, port: number): Promise<Child> {
  return new Child({
    name: 'redis',
    command: await findProgram('redis-server', []),
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    env: { PATH: process.env.PATH ?? '' },
    logFile: join(folder, 'redis.log'),
    probe: () => answers(port),
    startWithinMs: START_WITHIN_MS,
  });
}

/**
 * A node with its own port mapper (epmd), so that neither knows of another node of this machine.
 * Source of the variables: RabbitMQ's configuration guide, "Environment Variables".
 */
async function prepareRabbitMq(folder: string, ports: { amqp: number; distribution: number; epmd: number }): Promise<{ epmd: Child; node: Child }> {
  const home = join(folder, 'rabbitmq');
  await mkdir(home);
  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(join(home, name), content);
    return join(home, name);
  };
  const erlang = { PATH: process.env.PATH ?? '', HOME: home, ERL_EPMD_PORT: String(ports.epmd), ERL_EPMD_ADDRESS: '127.0.0.1' };
  const common = { logFile: join(folder, 'rabbitmq.log'), startWithinMs: START_WITHIN_MS };
  const epmd = new Child({ ...common, name: 'epmd', command: await findProgram('epmd', []), args: [], env: erlang, probe: () => answers(ports.epmd) });
  const node = new Child({
    ...common,
    name: 'rabbitmq',
    command: await findProgram('rabbitmq-server', RABBITMQ_FOLDERS),
    args: [],
    env: {
      ...erlang,
      // Makes the script become the node instead of waiting for it, so that a signal reaches the node.
      RUNNING_UNDER_SYSTEMD: 'true',
      RABBITMQ_NODENAME: 'switchboard-faults@localhost',
      RABBITMQ_DIST_PORT: String(ports.distribution),
      RABBITMQ_MNESIA_BASE: join(home, 'data'),
      RABBITMQ_LOG_BASE: join(home, 'log'),
      RABBITMQ_LOGS: '-',
      RABBITMQ_CONF_ENV_FILE: await file('rabbitmq-env.conf', ''),
      RABBITMQ_CONFIG_FILE: await file('rabbitmq.conf', `listeners.tcp.1 = 127.0.0.1:${ports.amqp}\n`),
      RABBITMQ_ENABLED_PLUGINS_FILE: await file('enabled_plugins', '[].\n'),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+sbwt none',
    },
    probe: () => answers(ports.amqp),
  });
  return { epmd, node };
}

async function findProgram(name: string, preferred: readonly string[]): Promise<string> {
  const folders = [...preferred, ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const candidate of folders.map((folder) => join(folder, name))) {
    if (await access(candidate, constants.X_OK).then(() => true, () => false)) return candidate;
  }
  throw new Error(`${name} is not installed. This test stops and starts a RabbitMQ node and a Redis server of its own, so it needs the programs (packages rabbitmq-server and redis-server), not only servers that answer.`);
}

function answers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve());
    socket.once('error', reject);
    socket.once('connect', () => socket.destroy());
  });
}
