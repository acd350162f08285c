import type { HistoryMessage } from '../shared/api-types.js';
import type { Speaker } from './label.js';
import type { Terminal } from './terminal.js';

export function printHistory(messages: HistoryMessage[], terminal: Terminal): void {
  if (messages.length === 0) terminal.notice('Nothing was said in this session yet.');
  for (const entry of messages) {
    terminal.write(`${localTime(entry.timestamp)} `);
    terminal.say(speakerOf(entry), entry.message);
  }
}

function speakerOf({ role, agent_type }: HistoryMessage): Speaker {
  switch (role) {
    case 'contact':
      return 'you';
    case 'human_agent':
      return 'human';
    case 'ai_agent':
      return agent_type ?? 'assistant';
    default:
      return 'system';
  }
}

/** Hours and minutes here, of an ISO 8601 time. */
function localTime(timestamp: string): string {
  const time = new Date(timestamp);
  if (Number.isNaN(time.getTime())) return '--:--';
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
