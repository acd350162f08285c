import { ApiError } from '../shared/api-error.js';
import { explainFailure } from '../shared/explain-failure.js';
import { EXIT_INTERRUPTED } from '../shared/run-command.js';
import { runChatCommand } from './commands.js';
import type { Conversation } from './conversation.js';
import { humanRequest } from './human-request.js';
import type { HumanWatch } from './human-watch.js';
import { printAnswer } from './print-answer.js';
import type { Terminal } from './terminal.js';

export interface ChatParts {
  baseUrl: string;
  env: NodeJS.ProcessEnv;
  conversation: Conversation;
  terminal: Terminal;
  watch: HumanWatch;
  /** Aborted when the person leaves by Ctrl-C. */
  leaving: AbortSignal;
}

/**
 * Takes lines until their end, /quit or `leaving`. Gives the exit code: 0, but for piped input 1
 * when a request failed and 130 when lines were left over by an interrupt.
 */
export async function chatLoop(parts: ChatParts): Promise<number> {
  const { terminal, watch, leaving } = parts;
  let failed = false;
  if (terminal.interactive) await attempt(() => takeUpSession(parts), parts);
  watch.resume();
  terminal.prompt();
  for await (const input of terminal.lines) {
    const line = input.trim();
    if (leaving.aborted || line === '/quit') break;
    watch.pause();
    const failure = line === '' ? undefined : await answerLine(line, parts);
    failed ||= failure !== undefined;
    if (failure && !terminal.interactive && isLasting(failure)) break;
    watch.resume();
    terminal.prompt();
  }
  if (terminal.interactive) return 0;
  return leaving.aborted ? EXIT_INTERRUPTED : Number(failed);
}

async function takeUpSession({ conversation }: ChatParts): Promise<void> {
  conversation.takeUp(await conversation.history());
}

function answerLine(line: string, parts: ChatParts): Promise<ApiError | undefined> {
  parts.terminal.echo(line);
  return attempt(() => carryOut(line, parts), parts);
}

/** The failure of a request, after telling it to the person; undefined when there was none. */
async function attempt(action: () => Promise<void>, parts: ChatParts): Promise<ApiError | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.reason === 'aborted') return undefined;
    parts.terminal.problem(explainFailure(error, parts.baseUrl));
    return error;
  }
}

function carryOut(line: string, parts: ChatParts): Promise<void> {
  const { conversation, terminal, env } = parts;
  const ask = (message: string) => printAnswer(conversation.send(message), terminal);
  if (!line.startsWith('/')) return ask(line);
  const askForHuman = () => {
    const message = humanRequest(conversation.lastMessage, env);
    terminal.say('you', message);
    return ask(message);
  };
  return runChatCommand(line, { conversation, terminal, askForHuman });
}

/** Whether the lines that follow would fail in the same way. */
function isLasting({ reason, details }: ApiError): boolean {
  return reason === 'connection' || details.status === 401;
}
