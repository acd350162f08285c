const IRREGULAR = new Map(
  Object.entries({ sent: 'send', bought: 'buy', paid: 'pay', broke: 'break', broken: 'break', froze: 'freeze', frozen: 'freeze', lost: 'lose', stolen: 'steal', people: 'person' }),
);

/**
 * A crude stem that most forms of an English word share (parcels, shipping, delivered); both the lexicon and messages
 * go through it, so it only has to be consistent, not right.
 */
export function stemEnglish(word: string): string {
  const plain = word.replace(/'s$|'$/, '').replaceAll("'", '');
  const irregular = IRREGULAR.get(plain);
  if (irregular) return irregular;
  if (plain.length < 4) return plain;
  const bare = plain
    .replace(/ies$/, 'y')
    .replace(/(?<=[^s])s$/, '')
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, '')
    .replace(/(?<=[a-z]{3})e$/, '');
  return bare.replace(/([bdgklmnprt])\1$/, '$1');
}
