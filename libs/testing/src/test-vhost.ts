import { randomBytes } from 'node:crypto';
import { connect, type Channel } from 'amqplib';
import { openBrokerControl } from './broker-control.js';
import { reachServer } from './reach-server.js';

/**
 * A virtual host of the test's own. The queues' names are fixed, so that this is what keeps apart
 * several Jest workers, and whoever else uses the broker.
 */
export interface TestVhost {
  url: string;
  /** Runs `work` on a channel of its own, to arrange what the platform itself never does; what it publishes has arrived. */
  onChannel<T>(work: (channel: Channel) => Promise<T>): Promise<T>;
  /** Has the broker close every connection to this virtual host; returns once they are told. */
  closeConnections(): Promise<void>;
  drop(): Promise<void>;
}

export async function createTestVhost(): Promise<TestVhost> {
  const name = `switchboard-test-${randomBytes(6).toString('hex')}`;
  const server = await reachServer('rabbitmq', async (url) => {
    await (await connect(url)).close();
    return new URL(url);
  });
  const control = await openBrokerControl(server);
  await control.addVhost(name, decodeURIComponent(server.username || 'guest'));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    onChannel: (work) => onChannel(url.toString(), work),
    closeConnections: () => control.closeConnections(name),
    drop: () => control.deleteVhost(name),
  };
}

async function onChannel<T>(url: string, work: (channel: Channel) => Promise<T>): Promise<T> {
  const connection = await connect(url);
  try {
    const channel = await connection.createConfirmChannel();
    const result = await work(channel);
    await channel.waitForConfirms();
    return result;
  } finally {
    await connection.close();
  }
}
