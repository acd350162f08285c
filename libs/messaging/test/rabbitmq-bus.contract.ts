import { afterAll, beforeAll, jest } from '@jest/globals';
import { busContract, createTestVhost, describeWith, RETRY_DELAY_MS, silentLogger, type TestVhost } from '#libs/testing';
import { QUEUE_NAMES, RabbitMqBus } from '../src/index.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

describeWith('rabbitmq', 'the RabbitMQ bus', () => {
  let vhost: TestVhost;

  beforeAll(async () => {
    vhost = await createTestVhost();
  });

  afterAll(() => vhost?.drop());

  busContract('RabbitMQ', async () => {
    const bus = await RabbitMqBus.connect(vhost.url, [RETRY_DELAY_MS], silentLogger());
    await vhost.onChannel((channel) => Promise.all(QUEUE_NAMES.map((queue) => channel.purgeQueue(queue))));
    return { bus, close: () => bus.close() };
  });
});
