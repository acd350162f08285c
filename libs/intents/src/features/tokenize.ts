const TOKEN = /\p{Script=Han}+|[\uE000-\uE006]|\p{Extended_Pictographic}|[?!]|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'])+/gu;
const HAN_START = /^\p{Script=Han}/u;

/** Cuts a normalised message into words, runs of Chinese characters, placeholders, emoji, and question and exclamation marks. */
export function tokenize(normalized: string): string[] {
  return normalized.match(TOKEN) ?? [];
}

/** Whether a token is a run of Chinese characters. */
export function isHanRun(token: string): boolean {
  return HAN_START.test(token);
}
