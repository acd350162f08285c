import type { Child } from '../../shared/bench/children.js';
import { treeMemory } from '../../shared/bench/process-memory.js';
import type { ControlMessage } from './control-messages.js';

/** Node's arguments for a process that is to be controlled. */
export const CONTROL_ARGS = ['--expose-gc', '--import', `${import.meta.dirname}/process-control.js`];

/** A process under test. */
export interface Controlled extends Pick<Child, 'pid' | 'stop'> {
  /** Bytes, after garbage was collected. */
  memory(): Promise<MemoryFigures>;
  /** Profiles its processor time into `file` while `work` goes on. */
  profile(file: string, work: () => Promise<unknown>): Promise<void>;
}

export interface MemoryFigures {
  /** The process's proportional set size; null where there is no /proc. */
  process: number | null;
  /** What JavaScript holds of it. */
  javaScript: number;
}

export function controlled(child: Child): Controlled {
  const ask = <T>(message: ControlMessage): Promise<T> => {
    child.send(message);
    return child.nextMessage<T>();
  };
  return {
    pid: child.pid,
    stop: child.stop,
    memory: async () => {
      const { heapUsed, external } = await ask<NodeJS.MemoryUsage>({ kind: 'memory' });
      return { process: await treeMemory(child.pid), javaScript: heapUsed + external };
    },
    profile: async (file, work) => {
      await ask({ kind: 'profile' });
      await work();
      await ask({ kind: 'profiled', file });
    },
  };
}
