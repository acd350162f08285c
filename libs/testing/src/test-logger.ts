import { Writable } from 'node:stream';
import { pino } from 'pino';
import { Logger } from '#libs/observability';

export const silentLogger = (): Logger => new Logger({ pino: pino({ level: 'silent' }) });

/** A logger whose lines a test can look at. */
export function collectingLogger(): { logger: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString('utf8')));
      done();
    },
  });
  return { logger: new Logger({ pino: pino({ level: 'trace' }, sink) }), lines };
}
