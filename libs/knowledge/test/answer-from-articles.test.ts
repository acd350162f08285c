import { describe, expect, it } from '@jest/globals';
import { ANSWER_FROM_SCORE, ANSWER_MARGIN, answerFromArticles } from '../src/answer-from-articles.js';
import { hit } from './article-builder.js';

describe('answerFromArticles', () => {
  it('answers from the cut-off on', () => {
    const sure = hit('a', ANSWER_FROM_SCORE);
    expect(answerFromArticles([sure])).toEqual({ kind: 'answer', hit: sure });
  });

  it('names the nearest article below the cut-off, and nothing without hits', () => {
    const unsure = hit('a', ANSWER_FROM_SCORE - 0.01);
    expect(answerFromArticles([unsure])).toEqual({ kind: 'none', nearest: unsure });
    expect(answerFromArticles([])).toEqual({ kind: 'none', nearest: null });
  });

  it('does not answer when another article is about as good', () => {
    const best = hit('a', 0.95);
    expect(answerFromArticles([best, hit('b', 0.95 - ANSWER_MARGIN + 0.01)]).kind).toBe('none');
    expect(answerFromArticles([best, hit('b', 0.95 - ANSWER_MARGIN - 0.01)]).kind).toBe('answer');
  });

  it('does not take a translation of the best article for a rival', () => {
    expect(answerFromArticles([hit('a', 0.95, 'x'), hit('b', 0.94, 'x')]).kind).toBe('answer');
    expect(answerFromArticles([hit('a', 0.95, null), hit('b', 0.94, null)]).kind).toBe('none');
  });
});
