import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { ConfigurationError, loadConfig, type Config } from '#libs/kernel';
import { Logger, startTracing, type Tracing } from '#libs/observability';


/** Starts the app's Nest context and whatever it serves. */
export type StartApp = (config: Config, logger: Logger) => Promise<INestApplicationContext>;

/** How long a stop may take before the process leaves anyway. */
const STOP_DEADLINE_MS = 20_000;

/**
 * The main function of every app: configuration, logger, tracing, then the app itself, which is
 * imported only after tracing has patched what it imports. Stops in order on SIGINT and SIGTERM.
 */
export async function runApp(name: string, loadApp: () => Promise<{ start: StartApp }>): Promise<void> {
  const config = configurationOrExit();
  const logger = new Logger({ level: config.LOG_LEVEL, app: name });
  process.on('unhandledRejection', (reason) => logger.error({ err: reason }, 'a rejection nobody handled'));
  try {
    const tracing = config.OTEL_EXPORTER_OTLP_ENDPOINT ? await startTracing(config.OTEL_EXPORTER_OTLP_ENDPOINT, name) : null;
    const { start } = await loadApp();
    const context = await start(config, logger);
    stopOnSignal(context, tracing, logger);
  } catch (error) {
    if (error instanceof ConfigurationError) logger.fatal(error.message);
    else logger.fatal({ err: error }, 'the app could not start');
    process.exit(1);
  }
}

function configurationOrExit(): Config {
  try {
    return loadConfig();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

function stopOnSignal(context: INestApplicationContext, tracing: Tracing | null, logger: Logger): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('the stop took too long');
      process.exit(1);
    }, STOP_DEADLINE_MS).unref();
    try {
      await context.close();
      await tracing?.stop();
      logger.info('stopped');
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, 'the stop failed');
      process.exit(1);
    }
  };
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGTERM', () => void stop('SIGTERM'));
}

