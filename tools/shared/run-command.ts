import type { ToolIo } from './tool-io.js';
import { UsageError } from './usage-error.js';

export const EXIT_USAGE = 2;
/** 128 + SIGINT, as shells report a command that was interrupted. */
export const EXIT_INTERRUPTED = 130;

export interface Command<Options> {
  usage: string;
  /** The options, or undefined when the usage was asked for. Throws UsageError. */
  readOptions(args: string[], env: NodeJS.ProcessEnv): Promise<Options | undefined>;
  run(options: Options, io: ToolIo): Promise<number>;
}

/** Runs a command and gives its exit code; a bad command line explains itself on stderr and gives 2. */
export async function runCommand<O>(command: Command<O>, args: string[], io: ToolIo): Promise<number> {
  try {
    const options = await command.readOptions(args, io.env);
    if (options) return await command.run(options, io);
    io.stdout.write(`${command.usage}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`${error.message}\n\n${command.usage}\n`);
    return EXIT_USAGE;
  }
}
