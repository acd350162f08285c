import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Config } from '#libs/kernel';
import { Consumers, type QueueName } from '#libs/messaging';
import { ComponentTimings, HealthRegistry, Logger, ObservabilityModule, OpsServer, VERSION } from '#libs/observability';

/** A Nest root of the app's module and the process-wide observability. */
export const rootModule = (module: Type, config: Config, logger: Logger): DynamicModule => ({
  module: class Root {},
  imports: [ObservabilityModule.with(config, logger), module],
});

/**
 * Starts an app that serves queues (or jobs) and nothing over HTTP but its health and metrics.
 * @param queues what it must serve; the start fails when one has no handler
 */
export async function startConsumerApp(module: Type, queues: readonly QueueName[], config: Config, logger: Logger): Promise<INestApplicationContext> {
  const context = await NestFactory.createApplicationContext(rootModule(module, config, logger), { logger, abortOnError: false });
  const ops = new OpsServer(context.get(HealthRegistry), VERSION, logger);
  await ops.listen(config.OPS_PORT, config.HOST);
  await context.get(Consumers).start(queues);
  context.get(ComponentTimings).report(logger);
  return context;
}
