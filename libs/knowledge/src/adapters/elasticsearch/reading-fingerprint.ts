import { sha256 } from '#libs/kernel';
import { tokenise } from '../../text/tokenise.js';
import { CONCEPTS } from '../../text/concept-data.js';
import type { IndexTemplate } from './index-template.js';

/** Tells how articles are read and indexed: an index with another fingerprint was made by another version, and is to be made anew. */
export function readingFingerprint(template: IndexTemplate, encoderVersion: string): string {
  const samples = Object.values(CONCEPTS).flatMap(({ en, zh }) => [en.replaceAll(',', ' , '), zh]);
  return sha256(JSON.stringify([template, encoderVersion, samples.map((sample) => [...tokenise(sample)])])).slice(0, 12);
}
