import { z } from 'zod';
import { ConversationOwner } from './conversations.js';
import { PageQuery } from './pagination.js';
import { MessageText } from './text.js';

/** The desk's list: escalated conversations (owner `queue` or `human`), longest waiting first. */
export const ListEscalated = PageQuery.extend({
  owner: ConversationOwner.exclude(['ai']).optional().describe('`queue`: nobody has taken it yet'),
});
export type ListEscalated = z.infer<typeof ListEscalated>;

/** An API key acts for the member of staff named here; a signed-in member of staff acts for themselves. */
export const TakeOver = z.object({ staff_id: z.uuid().optional() });
export type TakeOver = z.infer<typeof TakeOver>;

export const HumanReply = z.object({ message: MessageText });
export type HumanReply = z.infer<typeof HumanReply>;
