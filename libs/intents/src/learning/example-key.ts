import { createHash } from 'node:crypto';
import { tokenize } from '../features/tokenize.js';
import { normalizeText } from '../normalize-text.js';

/**
 * Tells wordings apart: case, width, Chinese script and punctuation make no other wording, nor does another order
 * number. A wording of signs alone is told by its signs. Null when nothing is said.
 */
export function exampleKey(text: string): string | null {
  const tokens = tokenize(normalizeText(text));
  if (tokens.length === 0) return null;
  const words = tokens.filter((token) => token !== '?' && token !== '!');
  return createHash('sha256').update((words.length > 0 ? words : tokens).join(' ')).digest('base64url').slice(0, 22);
}
