import type { StreamEvent } from '../shared/stream-events.js';
import { applyDelta } from './apply-delta.js';
import { ReplyPrinter } from './reply-printer.js';
import type { Terminal } from './terminal.js';

/** Prints an answer while it comes. Throws what the events throw, after ending the line. */
export async function printAnswer(events: AsyncIterable<StreamEvent>, terminal: Terminal): Promise<void> {
  const printer = new ReplyPrinter(terminal);
  let reply = '';
  try {
    for await (const { event, data } of events) {
      if (event === 'message_delta') {
        reply = applyDelta(reply, data);
        printer.show(reply, data.agent_type);
      } else if (event === 'conversation_completed') {
        printer.finish(data.message, data.agent_type);
        if (data.message.trim() === '') terminal.notice('(delivered, no answer yet)');
      }
    }
  } finally {
    printer.endLine();
  }
}
