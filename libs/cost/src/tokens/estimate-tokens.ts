import { setImmediate as nextRound } from 'node:timers/promises';

type CountTokens = (text: string) => number;

/** The tokenizer's time grows with the square of a run without spaces, so it gets no longer text at a time. */
const SLICE_CHARS = 1_000;

/** How long counting may hold up the process's other work at a time. */
const HOLD_UP_MS = 5;

/** Characters of English text to a token, by OpenAI's rule of thumb (help centre, "What are tokens and how to count them?"). */
const CHARS_PER_TOKEN = 4;

let counting: Promise<CountTokens> | undefined;

/** The tokenizer takes 60 MB and a tenth of a second to load, so it is loaded when it is first needed. */
const tokenizer = (): Promise<CountTokens> => (counting ??= loadTokenizer());

async function loadTokenizer(): Promise<CountTokens> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  // What looks like a control token is text like any other here.
  const asText = { disallowedSpecial: new Set<string>() };
  return (text) => countTokens(text, asText);
}

/**
 * Tokens of a text that came in pieces, by OpenAI's o200k_base; of other vendors' models a close
 * estimate. Long texts are counted in slices, in between which other work goes on; each cut may count
 * a token too many.
 */
export async function estimateTokens(pieces: Iterable<string>): Promise<number> {
  const text = [...pieces].join('');
  if (text === '') return 0;
  const countTokens = await tokenizer();
  let tokens = 0;
  let since = performance.now();
  for (let start = 0; start < text.length; start += SLICE_CHARS) {
    tokens += countTokens(text.slice(start, start + SLICE_CHARS));
    if (performance.now() - since > HOLD_UP_MS) {
      await nextRound();
      since = performance.now();
    }
  }
  return tokens;
}

/** Tokens of so many characters without looking at them: for reservations, which are made good later. */
export const roughTokens = (chars: number): number => Math.ceil(chars / CHARS_PER_TOKEN);
