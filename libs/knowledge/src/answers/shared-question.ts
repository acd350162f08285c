import { sha256 } from '#libs/kernel';
import type { Locale } from '../types.js';
import { normaliseQuestion } from './normalise-question.js';
import { holdsPersonalData } from './personal-data.js';

/** `shared`: made of articles alone, the same for everybody. `personal`: whatever touched anything of one person. */
export type AnswerClass = 'shared' | 'personal';

declare const holdsNothingPersonal: unique symbol;

/** A question whose answer may be kept for others. Only {@link readSharedQuestion} makes one, and only of one an answer is kept. */
export interface SharedQuestion {
  readonly [holdsNothingPersonal]: true;
  readonly text: string;
  readonly locale: Locale;
  readonly normalised: string;
}

/** In UTF-16 code units: what is longer is a story, and nobody tells it twice. */
const MAX_LENGTH = 400;

/** @returns null when the question holds anything personal, or is none that is asked again */
export function readSharedQuestion(text: string, locale: Locale): SharedQuestion | null {
  if (text.length > MAX_LENGTH || holdsPersonalData(text)) return null;
  const normalised = normaliseQuestion(text);
  return normalised === '' ? null : ({ text, locale, normalised } as SharedQuestion);
}

/** What the answer is kept under. */
export const answerKey = (tenantId: string, { locale, normalised }: SharedQuestion): string => `${tenantId}:${locale}:${sha256(normalised).slice(0, 32)}`;
