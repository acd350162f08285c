import { z } from 'zod';

/** A model as clients name it; the relay maps it to a channel's own name. */
export const RelayModel = z.string().min(1).max(200).refine((model) => !model.includes('\0'), 'must not contain NUL');

/** Present or not is all that matters of a cache marker. */
export const CacheMarker = z.looseObject({}).nullish();

/** Both vendors take a string in the place of one text part: read as the list it is short for. */
export const contentOf = <Part extends z.ZodType>(part: Part) =>
  z.preprocess((content) => (typeof content === 'string' ? textParts(content) : content), z.array(part));

const textParts = (text: string): unknown[] => (text === '' ? [] : [{ type: 'text', text }]);

/** Options of a union by `field` whose other values exist at the vendor, but not at the vendors it is translated for. */
export const knownBy = (field: string) => ({
  error: (issue: { input?: unknown }) => {
    const value = (issue.input as Record<string, unknown> | null | undefined)?.[field];
    return typeof value === 'string' ? `"${value}" ${NOT_CARRIED_OVER}` : `must have a ${field}`;
  },
});

export const NOT_CARRIED_OVER = 'is not supported when the model is served by another vendor';
