import type { Conversation } from './conversation.js';
import { printHistory } from './print-history.js';
import type { Terminal } from './terminal.js';

export const COMMAND_HELP = `/history  what was said in this session
/human    ask for a human
/new      begin a new session
/help     this text
/quit     leave`;

export interface CommandContext {
  conversation: Conversation;
  terminal: Terminal;
  askForHuman(): Promise<void>;
}

/** Carries out a line that begins with a slash, except /quit, which ends the chat. Throws ApiError. */
export async function runChatCommand(line: string, context: CommandContext): Promise<void> {
  const { conversation, terminal } = context;
  switch (line) {
    case '/history':
      return showHistory(context);
    case '/human':
      return context.askForHuman();
    case '/new':
      conversation.startAgain();
      return terminal.notice('New session.');
    case '/help':
      return terminal.notice(COMMAND_HELP);
    default:
      terminal.problem(`There is no ${line}. /help lists the commands.`);
  }
}

async function showHistory({ conversation, terminal }: CommandContext): Promise<void> {
  const messages = await conversation.history();
  printHistory(messages, terminal);
  conversation.markShown(messages);
}
