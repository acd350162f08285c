import { ApiClient } from '../shared/api-client.js';
import { runCommand } from '../shared/run-command.js';
import type { ToolIo } from '../shared/tool-io.js';
import { chatLoop } from './chat-loop.js';
import { CHAT_USAGE, type ChatOptions, readChatOptions } from './chat-options.js';
import { Conversation } from './conversation.js';
import { HUMAN_POLL_MS, HumanWatch } from './human-watch.js';
import { Terminal } from './terminal.js';

// The server sends keep-alive comments within a stream, so a long silence is a lost connection.
const IDLE_TIMEOUT_MS = 60_000;

/** The chat tool: arguments as on the command line; gives the exit code. */
export function runChat(args: string[], io: ToolIo, pollMs = HUMAN_POLL_MS): Promise<number> {
  const run = (options: ChatOptions) => chat(options, io, pollMs);
  return runCommand({ usage: CHAT_USAGE, readOptions: readChatOptions, run }, args, io);
}

async function chat(options: ChatOptions, io: ToolIo, pollMs: number): Promise<number> {
  const leave = new AbortController();
  // A person thinks for longer than servers keep a connection, so none is kept.
  const client = new ApiClient({ ...options, idleTimeoutMs: IDLE_TIMEOUT_MS, keepAliveSockets: 0 });
  const conversation = new Conversation(client, options, leave.signal);
  const terminal = new Terminal(io, () => leave.abort());
  const watch = new HumanWatch(conversation, terminal, pollMs);
  leave.signal.addEventListener('abort', () => terminal.close());
  const onInterrupt = () => leave.abort();
  io.interrupt.addEventListener('abort', onInterrupt);
  try {
    greet(terminal, options);
    const { baseUrl } = options;
    return await chatLoop({ baseUrl, env: io.env, conversation, terminal, watch, leaving: leave.signal });
  } finally {
    io.interrupt.removeEventListener('abort', onInterrupt);
    watch.pause();
    terminal.close();
    client.close();
    if (terminal.interactive) terminal.notice('\nBye.');
  }
}

function greet(terminal: Terminal, { baseUrl, sessionId }: ChatOptions): void {
  const session = sessionId === undefined ? '' : `, session ${sessionId}`;
  terminal.notice(`Switchboard at ${baseUrl}${session}. Write a message; /help lists the commands.`);
}
