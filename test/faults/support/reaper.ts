import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/** Keeps the list of pids it is told (`+ 12`, `- 12`); when nobody can tell it more, it kills what is on it. */
const SCRIPT = `
  pids=
  while read -r change pid; do
    if [ "$change" = + ]; then pids="$pids $pid"; continue; fi
    left=
    for one in $pids; do [ "$one" = "$pid" ] || left="$left $one"; done
    pids=$left
  done
  [ -z "$pids" ] || kill -KILL $pids`;

let shell: ChildProcess | undefined;

/**
 * Sees to it that what this test run started ends with it, even when the run itself is killed.
 * A shell of its own group does it: its input ends with this process, however that goes.
 */
export const reaper = {
  watch: (pid: number): void => tell(`+ ${pid}`),
  forget: (pid: number): void => tell(`- ${pid}`),
};

function tell(line: string): void {
  shell ??= startShell();
  shell.stdin!.write(`${line}\n`);
}

function startShell(): ChildProcess {
  const started = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  started.stdin.on('error', () => undefined);
  started.unref();
  (started.stdin as Socket).unref();
  return started;
}
