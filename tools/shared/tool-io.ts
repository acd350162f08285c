/** What a tool sees of the world, so that a test can call it in its own process. */
export interface ToolIo {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: NodeJS.WritableStream & { isTTY?: boolean };
  stderr: NodeJS.WritableStream & { isTTY?: boolean };
  env: NodeJS.ProcessEnv;
  /** Aborted when the person at the keyboard wants the tool to stop. */
  interrupt: AbortSignal;
}
