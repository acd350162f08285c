import { AppError, ConfigurationError } from '#libs/kernel';
import type { ToolIo } from './tool-io.js';

/** The exit code of `work`; what the platform refuses in words of its own is told in them, and gives 1. */
export async function explainRefusal({ stderr }: ToolIo, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError || error instanceof ConfigurationError)) throw error;
    stderr.write(`${error.message}\n`);
    return 1;
  }
}
