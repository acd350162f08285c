/**
 * Puts what others wrote into a prompt, as JSON between tags. The text cannot close the tag: every `<`
 * in it is written as JSON's escape, which models read as the same character.
 */
export const quoteData = (tag: string, data: unknown): string => `<${tag}>\n${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}\n</${tag}>`;
