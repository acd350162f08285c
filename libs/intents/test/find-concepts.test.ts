import { describe, it, expect } from '@jest/globals';
import { tokenize } from '../src/features/tokenize.js';
import { findConcepts } from '../src/lexicon/find-concepts.js';
import { LEXICON } from '../src/lexicon/lexicon.js';
import { parseLexicon } from '../src/lexicon/parse-lexicon.js';
import { stemEnglish } from '../src/lexicon/stem-english.js';
import { normalizeText } from '../src/normalize-text.js';

const conceptsOf = (text: string) => findConcepts(tokenize(normalizeText(text))).map((concept) => LEXICON.concepts[concept]);

describe('findConcepts', () => {
  it('finds the same concepts in every language', () => {
    for (const text of ['refund my parcel', '包裹退款', '包裹退錢']) expect(conceptsOf(text)).toEqual(expect.arrayContaining(['refund', 'parcel']));
  });

  it.each([
    ['shipping', 'ship'],
    ['crashes', 'crash'],
    ['money back', 'refund'],
    ['pakcage', 'parcel'],
    ['refnud', 'refund'],
    ['W123', 'code-given'],
  ])('understands %j', (text, concept) => {
    expect(conceptsOf(text)).toContain(concept);
  });

  it('takes the longest wording: the robot in 掃地機器人 is a device, not a chat bot', () => {
    expect(conceptsOf('掃地機器人')).toContain('device');
    expect(conceptsOf('掃地機器人')).not.toContain('bot');
  });

  it('leaves unknown and very short words alone', () => {
    expect(conceptsOf('zyxwv kq')).toEqual([]);
  });
});

describe('parseLexicon', () => {
  it('numbers concepts through and remembers their sections', () => {
    const lexicon = parseLexicon(['a: one | 一', 'b: two two_words | 二\nc: | 三']);
    expect(lexicon.concepts).toEqual(['a', 'b', 'c']);
    expect(lexicon.sections).toEqual([0, 1, 1]);
    expect(lexicon.longestPhrase).toBe(2);
    expect(lexicon.chinese.get('三')).toEqual([2]);
  });

  it('adds the wordings of a later line to the concept of that name, in its first section', () => {
    const lexicon = parseLexicon(['a: one', 'b: two\na: | 一']);
    expect(lexicon.concepts).toEqual(['a', 'b']);
    expect(lexicon.sections).toEqual([0, 1]);
    expect(lexicon.chinese.get('一')).toEqual([0]);
  });

  it('names the line that is none', () => {
    expect(() => parseLexicon(['nothing here'])).toThrow(/nothing here/);
  });
});

describe('stemEnglish', () => {
  it.each([
    ['parcel', 'parcels'],
    ['ship', 'shipped'],
    ['ship', 'shipping'],
    ['arrive', 'arrived'],
    ['company', 'companies'],
    ['buy', 'bought'],
    ["don't", 'dont'],
  ])('treats %s and %s alike', (one, other) => {
    expect(stemEnglish(one)).toBe(stemEnglish(other));
  });

  it.each([
    ['order', 'other'],
    ['red', 'ring'],
    ['pass', 'pas'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(stemEnglish(one)).not.toBe(stemEnglish(other));
  });
});
