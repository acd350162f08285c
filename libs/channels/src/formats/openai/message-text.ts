import { listOf, objectOf, stringOf } from '../json.js';

/** `content` is a string; with some compatible servers a list of parts, of which thoughts are not the answer. */
export function messageText(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => stringOf(objectOf(part)?.text) ?? '')
    .join('');
}
