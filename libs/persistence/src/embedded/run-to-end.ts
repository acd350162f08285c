import type { Launcher } from './run-as-unprivileged.js';

const OUTPUT_LIMIT_CHARS = 8_000;

/** Runs a program and gives the end of what it wrote; a program that cannot be executed counts as not ok. */
export function runToEnd(
  launcher: Launcher,
  program: string,
  args: readonly string[],
): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const collect = (chunk: string): void => {
      output = (output + chunk).slice(-OUTPUT_LIMIT_CHARS);
    };
    const child = launcher.spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
