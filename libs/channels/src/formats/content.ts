import type { ContentPart, ImagePart, TextPart } from '../completion.js';

export const isText = (part: ContentPart): part is TextPart => part.kind === 'text';
export const isImage = (part: ContentPart): part is ImagePart => part.kind === 'image';

/** A text part, with the mark only where there is one. */
export const textPart = (text: string, cacheMarker?: unknown): TextPart => ({
  kind: 'text',
  text,
  ...(cacheMarker ? { cacheUpToHere: true } : {}),
});

export const joined = (parts: readonly ContentPart[], between: string): string =>
  parts
    .filter(isText)
    .map((part) => part.text)
    .join(between);
