/** Of a word: a Chinese character is about half of one. */
const LETTERS_PER_HAN = 2;

export function lengthInLetters(text: string): number {
  return (text.match(/\p{L}/gu)?.length ?? 0) + (LETTERS_PER_HAN - 1) * (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}
