import type { AskedQuestion, Collection } from './questions.js';

export interface TrafficOptions {
  questions: number;
  /** Zipf's exponent: the n-th most popular subject is asked for in proportion to 1 / n^exponent. */
  exponent: number;
  /** Share of questions that no article answers. */
  unanswerable: number;
  /** Share of questions that are written with a variation of their own: case, marks, politeness, a typo. */
  varied: number;
  seed: number;
}

type Random = () => number;

/** A subject's wordings are popular among themselves by the same law. */
export function makeTraffic({ answerable, unanswerable }: Collection, options: TrafficOptions): AskedQuestion[] {
  const random = randomNumbers(options.seed);
  const [some, none] = [picker(shuffled(answerable, random), options.exponent, random), picker(shuffled(unanswerable, random), options.exponent, random)];
  return Array.from({ length: options.questions }, () => {
    const wordings = random() < options.unanswerable ? none() : some();
    const asked = picker(wordings, options.exponent, random)();
    return random() < options.varied ? { ...asked, text: vary(asked.text, random) } : asked;
  });
}

function picker<T>(ranked: readonly T[], exponent: number, random: Random): () => T {
  let total = 0;
  const sums = ranked.map((_, rank) => (total += 1 / (rank + 1) ** exponent));
  return () => {
    const at = random() * total;
    return ranked[sums.findIndex((sum) => at < sum)] ?? ranked.at(-1)!;
  };
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list.map((item) => ({ item, place: random() })).sort((a, b) => a.place - b.place).map(({ item }) => item);
}

const HAN = /\p{Script=Han}/u;

/** As the same person would have typed it another day. */
function vary(text: string, random: Random): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const ways = HAN.test(text)
    ? [(t: string) => `請問${t}`, (t: string) => `${t}？`, (t: string) => `你好，${t}`, (t: string) => `${t}，谢谢`, withoutMarks, (t: string) => `${t}!!`]
    : [(t: string) => t.toLowerCase(), (t: string) => `${t}?`, (t: string) => `hi, ${t}`, (t: string) => `${t} please`, withoutMarks, (t: string) => t.toUpperCase(), (t: string) => typo(t, random)];
  return pick(ways)(text);
}

const withoutMarks = (text: string): string => text.replace(/[.,!?;:。，！？；：、]+/gu, ' ').trim();

/** Two neighbouring letters changed places. */
function typo(text: string, random: Random): string {
  const places = [...text.matchAll(/(?<=[a-z])[a-z](?=[a-z])/gi)].map(({ index }) => index);
  const at = places[Math.floor(random() * places.length)];
  return at === undefined ? text : text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}

/** Numbers 0..1 that are the same in every run (mulberry32). */
function randomNumbers(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
