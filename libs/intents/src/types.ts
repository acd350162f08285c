import { Intent, Locale } from '#libs/contracts';

export type { Intent, Locale };
export const INTENTS = Intent.options;
export const LOCALES = Locale.options;

export const SPLITS = ['train', 'calibration', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** One line of `data/intents/<locale>.jsonl`; lines of one group are wordings of the same wish and share a split. */
export interface LabelledUtterance {
  text: string;
  intent: Intent;
  group: string;
  split: Split;
  locale: Locale;
}

export interface IntentCandidate {
  intent: Intent;
  /** Calibrated probability, 0 to 1; those of all candidates add up to 1. */
  confidence: number;
}

export interface IntentDecision extends IntentCandidate {
  /** Whether the confidence reaches the threshold that calibration set; when false, ask a stronger judge. */
  sure: boolean;
  /** One of the tenant's examples has this wording. */
  byExample?: true;
  /** Every intent, the most likely first. */
  candidates: IntentCandidate[];
  locale: Locale;
}
