/** Below this, four characters would be too much of the whole. */
const LONG_ENOUGH = 12;
const LONG_ENOUGH_FOR_TWO = 8;

/** The end of a secret by which its owner knows it again: four characters, fewer of a short one. */
export function shownEnd(secret: string): string {
  if (secret.length >= LONG_ENOUGH) return secret.slice(-4);
  return secret.length >= LONG_ENOUGH_FOR_TWO ? secret.slice(-2) : '';
}
