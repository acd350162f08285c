import { styleText } from 'node:util';
import type { AgentType } from '../shared/api-types.js';
import { printable } from '../shared/printable.js';

export type Speaker = AgentType | 'you' | 'system' | 'assistant';

type Format = Parameters<typeof styleText>[0];

const FORMATS: Record<Speaker, Format> = {
  faq: 'cyan',
  order: 'blue',
  refund: 'yellow',
  technical: 'magenta',
  human: ['bold', 'green'],
  you: 'bold',
  system: 'dim',
  assistant: 'cyan',
};

/** Colours text, or leaves it as it is. */
export type Paint = (format: Format, text: string) => string;

/** Colours only on a terminal whose user has not set NO_COLOR (no-color.org). */
export function painter(output: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  if (!output.isTTY || env.NO_COLOR) return (_format, text) => text;
  return (format, text) => styleText(format, text, { validateStream: false });
}

export function label(paint: Paint, speaker: Speaker): string {
  return paint(FORMATS[speaker] ?? 'cyan', `[${printable(speaker)}]`);
}
