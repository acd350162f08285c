import type { CompletionRequest, JsonObject } from '../../completion.js';
import { said } from '../json.js';

/** `claude-opus-4-7`, also behind a router's prefix or with a date: family, major, minor. */
const VERSIONED = /claude-[a-z]+-(\d+)(?:[-.](\d{1,2})(?!\d))?/i;
/** `claude-3-5-sonnet`, `claude-2.1`: all older than the change. */
const NUMBER_FIRST = /claude-(instant|\d)/i;

/** Claude after 4.6 refuses temperature and top_p; other vendors' models behind this format take them. */
function takesSampling(model: string): boolean {
  const versioned = VERSIONED.exec(model);
  if (!versioned) return NUMBER_FIRST.test(model) || !/claude/i.test(model);
  const [major, minor] = [Number(versioned[1]), Number(versioned[2] ?? 0)];
  return major < 4 || (major === 4 && minor <= 6);
}

/** The scale ends at 1 here. Of temperature and top_p only one may be given: temperature wins. */
export function writeSampling({ model, temperature, topP }: CompletionRequest): JsonObject {
  if (!takesSampling(model)) return {};
  return said({ temperature: temperature === null ? null : Math.min(temperature, 1), top_p: temperature === null ? topP : null });
}
