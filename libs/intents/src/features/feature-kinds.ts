/** Tells features of different kinds apart in the hash. */
export const KIND = {
  always: 1,
  length: 2,
  word: 3,
  wordPair: 4,
  gappedPair: 5,
  letters: 6,
  han: 7,
  gappedHan: 8,
  concept: 9,
  conceptPair: 10,
  nextConcept: 11,
  conceptCount: 12,
  sections: 13,
} as const;
