import type { JsonObject } from '../completion.js';

/** A frame as OpenAI sends them: data alone. */
export const dataFrame = (data: JsonObject): string => `data: ${JSON.stringify(data)}\n\n`;

/** A frame as Anthropic sends them: named after its type. */
export const namedFrame = (data: { type: string } & JsonObject): string => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
