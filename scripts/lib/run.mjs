import { spawn } from 'node:child_process';
import { ROOT } from './root.mjs';

/** Runs a command with our terminal. Resolves with its exit code; a signal counts as 128 + 1. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', shell: false, ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? 129 : code));
  });
}

/** Runs a command that must succeed. */
export async function mustRun(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    process.stderr.write(`${command} ${args.join(' ')} failed (${code})\n`);
    process.exit(code ?? 1);
  }
}
