import { describe, expect, it } from '@jest/globals';
import { Postings } from '../src/adapters/embedded/postings.js';
import { Vocabulary } from '../src/adapters/embedded/vocabulary.js';

describe('Postings', () => {
  const documents = [new Map([[0, 1], [1, 1]]), new Map([[0, 2]]), new Map([[0, 1], [2, 1]])];
  const postings = new Postings();
  documents.forEach((frequencies, document) => postings.add(document, frequencies));

  it('values rare terms more than common ones, unknown ones most', () => {
    expect(postings.idf(1)).toBeGreaterThan(postings.idf(0));
    expect(postings.idf(undefined)).toBeGreaterThan(postings.idf(1));
  });

  it('ranks by BM25 and keeps the best', () => {
    const query = [{ term: 0, weight: 1 }, { term: 2, weight: 1 }];
    const best = postings.best(query, 3);
    expect(best.map(({ document }) => document)).toEqual([2, 1, 0]);
    expect(postings.best(query, 2)).toEqual(best.slice(0, 2));
    expect(postings.best(query, 2, (document) => document !== 2)).toEqual(best.slice(1));
  });

  it('counts as if what was taken away had never been there', () => {
    const changed = new Postings();
    [...documents, new Map([[0, 3], [1, 9]])].forEach((frequencies, document) => changed.add(document, frequencies));
    changed.remove(3, new Map([[0, 3], [1, 9]]));
    const query = [{ term: 0, weight: 1 }, { term: 1, weight: 1 }];
    expect(changed.best(query, 3)).toEqual(postings.best(query, 3));
    expect([changed.idf(0), changed.idf(1)]).toEqual([postings.idf(0), postings.idf(1)]);
  });
});

describe('Vocabulary', () => {
  const vocabulary = new Vocabulary();
  const numbers = new Map(['refund', 'warranti', 'warning', '退款'].map((term) => [term, vocabulary.add(term)]));

  it('gives a term one number', () => {
    expect(vocabulary.add('refund')).toBe(numbers.get('refund'));
    expect([vocabulary.size, vocabulary.number('unknown')]).toEqual([4, undefined]);
  });

  it.each(['refnd', 'refundd', 'rofund', 'erfund'])('finds the word one edit away from %s', (typo) => {
    expect(vocabulary.near(typo)[0]).toMatchObject({ term: numbers.get('refund') });
  });

  it('finds words that begin with a cut-off one, and none for short words or Han', () => {
    expect(vocabulary.near('warr').map(({ term }) => term)).toEqual([numbers.get('warranti')]);
    expect([...vocabulary.near('ref'), ...vocabulary.near('退')]).toEqual([]);
  });
});
