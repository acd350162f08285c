const ACCENTED = /[\u00C0-\u024F]/g;
const BARE = /^\s*(?:(?:a|an|the) )?(?:(?:real|live|actual) )?(?:human(?: being)?|operator|representative)(?:,? (?:please|pls|now))*[\s.!]*$/i;

/** Letters without their accents, each at its place. */
export const withoutAccents = (text: string): string => text.replace(ACCENTED, (letter) => letter.normalize('NFD').charAt(0));

/** Whether a message only names a human, as callers say it to a switchboard. */
export const isBareHuman = (text: string): boolean => BARE.test(text);
