import { conceptsIn } from '#libs/intents';
import { stemEnglish } from '../text/english-stem.js';
import { foldHan } from '../text/han-folding.js';
import { readQuestion } from '../text/read-question.js';
import { tokenise, type Tokens } from '../text/tokenise.js';

/** What a feature counts beside the others, before its rarity. Chosen on the topics of the calibration part. */
const WEIGHT = { concept: 0.9, stem: 0.5, stemPair: 0.6, hanPair: 0.7, hanCharacter: 0.3 } as const;

const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'’])+/gu;
const HAN = /^\p{Script=Han}/u;

/** The features of a text by name, each with its weight. */
export type Features = Map<string, number>;

/**
 * What a text is known by when its meaning is looked up: the tokens that search uses, the concepts of the intent
 * classifier, and how it is worded, function words included: they tell "cancel" from "cannot cancel".
 * @param tokens the text's, if they are known already
 */
export function questionFeatures(text: string, tokens: Tokens = tokenise(text)): Features {
  const features: Features = new Map();
  for (const [token, weight] of tokens) put(features, tokenFeature(token), weight);
  for (const concept of conceptsIn(readQuestion(text))) put(features, `c:${concept}`, WEIGHT.concept);
  let before = '<';
  for (const [run] of readQuestion(text).matchAll(RUNS)) before = HAN.test(run) ? addHan(features, foldHan(run)) : addWord(features, run, before);
  return features;
}

/** The name of a token's feature. */
export const tokenFeature = (token: string): string => `t:${token}`;

function addWord(features: Features, run: string, before: string): string {
  const stem = stemEnglish(run.replace(/['’]/g, ''));
  put(features, `e:${stem}`, WEIGHT.stem);
  put(features, `p:${before} ${stem}`, WEIGHT.stemPair);
  return stem;
}

function addHan(features: Features, run: string): string {
  for (let at = 0; at < run.length; at++) {
    put(features, `h:${run[at]!}`, WEIGHT.hanCharacter);
    if (at + 1 < run.length) put(features, `h:${run.slice(at, at + 2)}`, WEIGHT.hanPair);
  }
  return '';
}

function put(features: Features, name: string, weight: number): void {
  if ((features.get(name) ?? 0) < weight) features.set(name, weight);
}
