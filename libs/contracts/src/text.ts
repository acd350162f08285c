import { z } from 'zod';

/** Longest message a contact or a human agent may send, in UTF-16 code units. */
export const MAX_MESSAGE_LENGTH = 10_000;

/** Largest `metadata` object, in characters of JSON. */
export const MAX_METADATA_LENGTH = 16_000;

// Tab, line feed and carriage return are text; every other C0 control character and DEL is not
// (PostgreSQL cannot store NUL, terminals and logs act on the rest).
// oxlint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const withoutControlCharacters = (value: string) => !CONTROL_CHARACTERS.test(value);
const CONTROL_CHARACTER_MESSAGE = 'must not contain control characters';

/** Text that a person wrote: not blank, bounded, no control characters but tab and line breaks. */
export const MessageText = z
  .string()
  .max(MAX_MESSAGE_LENGTH)
  .refine((value) => value.trim().length > 0, 'must not be blank')
  .refine(withoutControlCharacters, CONTROL_CHARACTER_MESSAGE);

/** One line that names something: an id of the integrator's, a name, a subject. */
export const ShortText = z.string().trim().min(1).max(200).refine(withoutControlCharacters, CONTROL_CHARACTER_MESSAGE);

/** Free key-value data of the integrator's, stored and given back, never interpreted. */
export const Metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => JSON.stringify(value).length <= MAX_METADATA_LENGTH, `must not exceed ${MAX_METADATA_LENGTH} characters of JSON`)
  .refine((value) => !JSON.stringify(value).includes('\\u0000'), CONTROL_CHARACTER_MESSAGE);
