import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isProduction, type Config } from '#libs/kernel';
import { Consumers, type QueueName } from '#libs/messaging';
import { ComponentTimings, type Logger } from '#libs/observability';
import { announce } from './announce.js';
import { prepareDemo } from './prepare-demo.js';

/** Connections the system keeps waiting in a rush (it has a limit of its own, net.core.somaxconn); Node's 511 are too few for thousands at once. */
const BACKLOG = 16_384;

/**
 * Brings an HTTP app into service: demo tenant, consumers (of all-in-one), then the port.
 * @param queues what this process must consume
 */
export async function serve(app: NestFastifyApplication, queues: readonly QueueName[], config: Config, logger: Logger): Promise<void> {
  await app.init();
  const demo = await prepareDemo(app, config);
  await app.get(Consumers).start(queues);
  await app.get(ComponentTimings).measure('http', () => app.listen({ port: config.PORT, host: config.HOST, backlog: BACKLOG }));
  app.get(ComponentTimings).report(logger);
  const { port } = app.getHttpServer().address() as AddressInfo;
  logger.info({ port }, 'listening');
  // In production stdout belongs to the log lines.
  if (!isProduction(config)) announce(`http://127.0.0.1:${port}`, demo);
}
