const VOWEL = /[aeiouy]/;

const IRREGULAR = new Map(
  Object.entries({
    paid: 'pay', sent: 'send', bought: 'buy', broke: 'break', broken: 'break', lost: 'lose', forgot: 'forget', forgotten: 'forget',
    chose: 'choose', chosen: 'choose', came: 'come', took: 'take', taken: 'take', gave: 'give', given: 'give', wrote: 'write',
    written: 'write', stole: 'steal', stolen: 'steal', spent: 'spend', held: 'hold', found: 'find', kept: 'keep', left: 'leave',
    sold: 'sell', went: 'go', gone: 'go', said: 'say', told: 'tell', froze: 'freeze', frozen: 'freeze', tried: 'try', tries: 'try',
  }),
);

/**
 * Light stemming of a lower-case English word: plurals and the -ing, -ed, -ly and final -e of
 * inflection. Words of up to three letters pass unchanged. Results need not be words; they only have
 * to be the same for forms of one word ("shipping", "shipped", "ships" → "ship").
 */
export function stemEnglish(word: string): string {
  if (word.length <= 3) return word;
  return closeEnding(dropSuffix(dropPlural(IRREGULAR.get(word) ?? word)));
}

function dropPlural(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:sh|ch|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function dropSuffix(word: string): string {
  for (const suffix of ['ing', 'ed', 'ly']) {
    const stem = word.slice(0, -suffix.length);
    if (word.endsWith(suffix) && stem.length >= 3 && VOWEL.test(stem)) return stem;
  }
  return word;
}

function closeEnding(stem: string): string {
  if (/([bdfgklmnprtvz])\1$/.test(stem)) return stem.slice(0, -1);
  if (stem.length > 3 && stem.endsWith('e')) return stem.slice(0, -1);
  return stem.endsWith('y') && stem.length > 3 ? `${stem.slice(0, -1)}i` : stem;
}
