import { type Connection, CONNECTION_USAGE, connectionFlags, resolveConnection } from '../shared/connection.js';
import { parseFlags } from '../shared/flags.js';

export interface ChatOptions extends Connection {
  sessionId: string | undefined;
  userId: string | undefined;
}

export const CHAT_USAGE = `Usage: npm run chat -- [flags]

Talk to Switchboard from the terminal. Piped input is sent line by line.

${CONNECTION_USAGE}
  --session ID      go on with a session
  --user ID         the contact who writes
  -h, --help        this text`;

/** The options of a chat, or undefined when the usage was asked for. Throws UsageError. */
export async function readChatOptions(args: string[], env: NodeJS.ProcessEnv): Promise<ChatOptions | undefined> {
  const flags = parseFlags(args, { ...connectionFlags, session: { type: 'string' }, user: { type: 'string' } });
  if (flags.help) return undefined;
  return { ...(await resolveConnection(flags, env)), sessionId: flags.session, userId: flags.user };
}
