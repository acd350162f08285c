import { describe, expect, it } from '@jest/globals';
import { isSmallTalk } from '../src/is-small-talk.js';
import { noAnswerText } from '../src/no-answer-text.js';

const QUESTIONS = [
  'Do you sell unicorn saddles for toddlers?', 'Are you hiring?', 'are you hiring', 'refund policy', 'cancellation policy', 'Do you match donations?', 'hi, do you match donations', 'I want a catalogue',
  '你們有徵人嗎', '你们招聘吗？', '取消政策', '可以幫忙捐款嗎', '有卖独角兽吗', '您好，請問有賣獨角獸嗎',
];
const TALK = ['hello', 'Hello there!', 'hello?', 'Hi, how are you?', "what's up?", 'who are you?', 'is anyone there?', 'thanks!', 'Thank you so much', 'good morning', 'ok', 'lol', 'asdf', '👍', '???', '', '你好', '你好吗？', '您好，在嗎？', '谢谢', '你是谁？', '哈哈哈', '再見'];

describe('a message that the router takes for none of its subjects', () => {
  it.each(QUESTIONS)('is told that nothing was found where it asks for something: %s', (text) => {
    expect(isSmallTalk(text)).toBe(false);
    expect(noAnswerText({ guess: 'other', locale: 'en' }, text)).toBe(noAnswerText({ guess: 'faq', locale: 'en' }, text));
  });

  it.each(TALK)('is greeted where it asks for nothing: %s', (text) => {
    expect(isSmallTalk(text)).toBe(true);
    expect(noAnswerText({ guess: 'other', locale: 'en' }, text)).toMatch(/^Hello!/);
  });

  it('is read fast, however long', () => {
    expect(isSmallTalk('hi '.repeat(3_000))).toBe(true);
    expect(isSmallTalk('您好嗎'.repeat(3_000) + 'x')).toBe(true);
  });
});
