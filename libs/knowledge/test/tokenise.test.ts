import { describe, expect, it } from '@jest/globals';
import { stemEnglish } from '../src/text/english-stem.js';
import { foldHan } from '../src/text/han-folding.js';
import { MAX_QUESTION_CHARACTERS, readQuestion } from '../src/text/read-question.js';
import { tokenise } from '../src/text/tokenise.js';

const words = (text: string): string[] => [...tokenise(text).keys()].filter((token) => !token.startsWith('~'));
const ideas = (text: string): string[] => [...tokenise(text).keys()].filter((token) => token.startsWith('~'));

describe('readQuestion', () => {
  it('drops markup, entities, control characters and what identifies a customer', () => {
    expect(readQuestion('<p onclick="x()">Where&nbsp;is</p><script>alert(1)</script>\u0000 my\u200b order #SW-100234?')).toMatch(/^where is\s+my order #\s*\?$/);
    expect(readQuestion('write to jo.doe+x@example.com or https://example.com/a?b=1 now').split(/\s+/)).toEqual(['write', 'to', 'or', 'now']);
    expect(readQuestion('訂單A1234567的').replace(/\s/g, '')).toBe('訂單的');
  });

  it('keeps comparisons that only look like markup', () => {
    expect(readQuestion('is 5 < total and total > 3')).toContain('total and total');
  });

  it('folds full-width letters and reads a bounded part', () => {
    expect(readQuestion('ＰａｙＰａｌ')).toBe('paypal');
    expect(readQuestion(`${'a '.repeat(50_000)}end`).length).toBeLessThanOrEqual(MAX_QUESTION_CHARACTERS);
    expect(readQuestion('\ufdfa'.repeat(5_000)).length).toBeLessThanOrEqual(MAX_QUESTION_CHARACTERS);
  });
});

describe('stemEnglish', () => {
  it.each([
    ['ship', ['ships', 'shipped', 'shipping']],
    ['cancel', ['cancelled', 'canceled', 'cancelling']],
    ['deliveri', ['delivery', 'deliveries']],
    ['invoic', ['invoice', 'invoices', 'invoiced']],
    ['pay', ['pays', 'paid', 'paying']],
  ])('brings forms together as %s', (stem, forms) => {
    expect(forms.map(stemEnglish)).toEqual(forms.map(() => stem));
  });

  it('keeps words that only end like a plural', () => {
    expect(['address', 'status', 'this'].map(stemEnglish)).toEqual(['address', 'status', 'this']);
  });
});

describe('foldHan', () => {
  it('brings Traditional, Simplified and variants to one form', () => {
    expect(foldHan('訂單運費優惠碼發票貨')).toBe(foldHan('订单运费优惠码发票货'));
    expect(foldHan('帳號')).toBe(foldHan('账号'));
    expect(foldHan('妳後裡')).toBe('你后里');
  });

  it('has no chains: folding twice changes nothing more', () => {
    const text = [...Array(0x9fff - 0x4e00).keys()].map((offset) => String.fromCodePoint(0x4e00 + offset)).join('');
    expect(foldHan(foldHan(text))).toBe(foldHan(text));
  });
});

describe('tokenise', () => {
  it('gives stems without stop words', () => {
    expect(words('Please, have you shipped my parcels?')).toEqual(['ship', 'parcel']);
  });

  it('gives bigrams and single characters of Han, cut at stop phrases', () => {
    expect(words('請問運費怎麼算')).toEqual(['运', '运费', '费', '算']);
  });

  it('reads Latin words that touch Han', () => {
    expect(words('用PayPal付款')).toContain('paypal');
  });

  it('gives the same tokens for both scripts', () => {
    expect([...tokenise('如何更改電子信箱')]).toEqual([...tokenise('如何更改电子信箱')]);
  });

  it('names ideas across wordings and languages, longest phrase first', () => {
    expect(ideas('I want my money back')).toEqual(ideas('refund'));
    expect(ideas('想换货')).toContain('~exchange');
    expect(ideas('想换货')).not.toContain('~change');
    expect(ideas('forgot my pw')).toEqual(expect.arrayContaining(['~forgot', '~password']));
    expect(ideas('忘記密碼')).toEqual(expect.arrayContaining(['~forgot', '~password']));
  });

  it('finds nothing in what has no words', () => {
    expect(['', '   ', '😀🎉', '\u0000\u0007', '<b></b>', '???', '12345678'].map((text) => tokenise(text).size)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});
