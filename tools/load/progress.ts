import type { ToolIo } from '../shared/tool-io.js';
import type { Measurements } from './measurements.js';

const TTY_INTERVAL_MS = 200;
const PLAIN_INTERVAL_MS = 2_000;
const CLEAR_LINE = '\r\u001b[K';

/**
 * Tells on `output` how far a run is: one line that is rewritten on a terminal, else a line from
 * time to time. Returns the function that ends it.
 */
export function showProgress(output: ToolIo['stderr'], measurements: Measurements, planned: number): () => void {
  const start = performance.now();
  const line = () => progressLine(measurements, planned, (performance.now() - start) / 1000);
  const tty = output.isTTY === true;
  const print = () => output.write(tty ? CLEAR_LINE + line() : `${line()}\n`);
  const timer = setInterval(print, tty ? TTY_INTERVAL_MS : PLAIN_INTERVAL_MS);
  return () => {
    clearInterval(timer);
    if (tty) output.write(CLEAR_LINE);
  };
}

function progressLine({ finished, failed }: Measurements, planned: number, seconds: number): string {
  const percent = Math.floor((100 * finished) / planned);
  return `${finished} of ${planned} requests (${percent} %), ${failed} failed, ${seconds.toFixed(0)} s`;
}
