import { z } from 'zod';

/** Longest message a contact or a human agent may send, in UTF-16 code units. */
export const MAX_MESSAGE_LENGTH = 10_000;

/** Largest `metadata` object, in characters of JSON. */
export const MAX_METADATA_LENGTH = 16_000;

/** Deepest nesting of `metadata`, itself included. */
export const MAX_METADATA_DEPTH = 32;

// Tab, line feed and carriage return are text; every other C0 control character and DEL is not
// (PostgreSQL cannot store NUL, terminals and logs act on the rest).
// oxlint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const LINE_BREAKS = /[\t\n\r]/;
/** Half of a UTF-16 pair: no character, and JSON that PostgreSQL refuses. */
const LONE_SURROGATE = /\p{Surrogate}/u;

const withoutControlCharacters = (value: string): boolean => !CONTROL_CHARACTERS.test(value);
const CONTROL_CHARACTER_MESSAGE = 'must not contain control characters';
const wellFormed = (value: string): boolean => !LONE_SURROGATE.test(value);
const WELL_FORMED_MESSAGE = 'must be well-formed Unicode';

/** Text that a person wrote: not blank, at most `longest` UTF-16 code units, no control characters but tab and line breaks. */
export const textUpTo = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => value.trim().length > 0, 'must not be blank')
    .refine(withoutControlCharacters, CONTROL_CHARACTER_MESSAGE)
    .refine(wellFormed, WELL_FORMED_MESSAGE);

export const MessageText = textUpTo(MAX_MESSAGE_LENGTH);

/** One line that names something: an id of the integrator's, a name, a subject. */
export const ShortText = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((value) => withoutControlCharacters(value) && !LINE_BREAKS.test(value), CONTROL_CHARACTER_MESSAGE)
  .refine(wellFormed, WELL_FORMED_MESSAGE);

/** Free key-value data of the integrator's, stored and given back, never interpreted. */
export const Metadata = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  const message = metadataProblem(value);
  if (message) context.addIssue({ code: 'custom', message });
});

/** Walks without recursion, and measures last: a body may be nested so deep that recursion overflows the stack. */
function metadataProblem(metadata: Record<string, unknown>): string | null {
  const waiting: { value: unknown; depth: number }[] = [{ value: metadata, depth: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') {
      if (value.includes('\u0000')) return CONTROL_CHARACTER_MESSAGE;
      if (!wellFormed(value)) return WELL_FORMED_MESSAGE;
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_METADATA_DEPTH) return `must not be nested deeper than ${MAX_METADATA_DEPTH} levels`;
    for (const [key, child] of Object.entries(value)) waiting.push({ value: key, depth }, { value: child, depth: depth + 1 });
  }
  return JSON.stringify(metadata).length > MAX_METADATA_LENGTH ? `must not exceed ${MAX_METADATA_LENGTH} characters of JSON` : null;
}
