import { describe, expect, it } from '@jest/globals';
import { normaliseQuestion, SimilarQuestions } from '../src/index.js';

describe('questions that answers are kept for', () => {
  const ask = normaliseQuestion;

  it('are found by others that ask the same, within their scope', () => {
    const questions = new SimilarQuestions();
    questions.add('shop:en', 'cancel', ask('Can I cancel my order before it ships?'));
    questions.add('shop:en', 'return', ask('Can I return my order?'));
    questions.add('other:en', 'theirs', ask('Can I cancel my order before it ships?'));
    expect(questions.find('shop:en', ask('is it possible to cancel an order before it ships'))).toEqual(['cancel']);
    expect(questions.find('shop:en', ask('can I cancel my order after it ships'))).toEqual([]);
    expect(questions.find('shop:zh-TW', ask('can I cancel my order before it ships'))).toEqual([]);
    questions.remove('cancel');
    expect(questions.find('shop:en', ask('is it possible to cancel an order before it ships'))).toEqual([]);
  });

  it('are forgotten when there are too many, the oldest first', () => {
    const questions = new SimilarQuestions(10);
    for (let at = 0; at < 30; at += 1) questions.add('shop:en', `${at}`, `how do i clean thing${'abcdefghijklmnopqrstuvwxyzABCD'[at]}`.toLowerCase());
    expect(questions.find('shop:en', 'how do i clean thinga')).not.toContain('0');
    questions.add('shop:en', 'last', 'how do i polish brass');
    expect(questions.find('shop:en', 'how can i polish brass')).toEqual(['last']);
  });
});
