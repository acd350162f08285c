import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as PinoLogger } from 'pino';
import { currentCorrelation } from '#libs/kernel';

/** JSON log lines; each carries the correlation ids of the work it belongs to. Nest logs through it too. */
export class Logger implements LoggerService {
  readonly #pino: PinoLogger;

  constructor(options: { level: string; app: string } | { pino: PinoLogger }) {
    this.#pino =
      'app' in options
        ? pino({
            level: options.level,
            base: { app: options.app, pid: process.pid },
            timestamp: pino.stdTimeFunctions.isoTime,
            formatters: { level: (label) => ({ level: label }) },
            mixin: correlationFields,
            redact: { paths: ['*.password', '*.key', '*.api_key', '*.authorization', '*.refresh_token', '*.access_token'], censor: '[redacted]' },
          })
        : options.pino;
  }

  debug(fields: object | string, message?: unknown): void {
    this.#write('debug', fields, message);
  }

  info(fields: object | string, message?: unknown): void {
    this.#write('info', fields, message);
  }

  warn(fields: object | string, message?: unknown): void {
    this.#write('warn', fields, message);
  }

  error(fields: object | string, ...rest: unknown[]): void {
    this.#write('error', fields, rest[0]);
  }

  fatal(fields: object | string, message?: unknown): void {
    this.#write('fatal', fields, message);
  }

  /** Nest's informational lines (routes, modules) are of no use in production: debug. */
  log(message: unknown, context?: unknown): void {
    if (typeof message === 'string') this.#pino.debug({ context }, message);
    else this.#pino.debug({ context, message });
  }

  verbose(message: unknown, context?: unknown): void {
    this.log(message, context);
  }

  #write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', fields: object | string, message: unknown): void {
    if (typeof fields === 'string') this.#pino[level]({ context: message }, fields);
    else this.#pino[level](fields, typeof message === 'string' ? message : undefined);
  }
}

function correlationFields(): object {
  const current = currentCorrelation();
  if (!current) return {};
  return {
    correlation_id: current.correlationId,
    tenant_id: current.tenantId,
    conversation_id: current.conversationId,
    turn_id: current.turnId,
  };
}
