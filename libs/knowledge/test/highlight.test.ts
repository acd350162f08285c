import { describe, expect, it } from '@jest/globals';
import { highlight } from '../src/text/highlight.js';

const marked = (question: string, text: string) => highlight(question, text).map(([start, end]) => text.slice(start, end));

describe('highlight', () => {
  it('finds words in any form, and not the words that tell nothing', () => {
    expect(marked('how do I reset my passwords?', 'How do I RESET the password?')).toEqual(['RESET', 'password']);
  });

  it('finds pairs of ideographs in either script, one range for those that touch', () => {
    expect(marked('怎么重设密码', '如何重設密碼？')).toEqual(['重設密碼']);
    expect(marked('退', '我要退貨')).toEqual(['退']);
  });

  it('counts in UTF-16 code units', () => {
    expect(highlight('refund', '😀 refund 😀 refund')).toEqual([[3, 9], [13, 19]]);
  });

  it.each(['', '   ', '😀😀', '？！', '\u0000', '\ud83d'])('finds nothing of %j', (question) => {
    expect(highlight(question, 'How do I reset my password?')).toEqual([]);
  });

  it('marks text alone when there is markup in it', () => {
    expect(marked('script alert', '<script>alert(1)</script>')).toEqual(expect.not.arrayContaining([expect.stringMatching(/[<>]/)]));
  });
});
