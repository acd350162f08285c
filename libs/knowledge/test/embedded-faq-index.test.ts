import { describe, expect, it } from '@jest/globals';
import { EmbeddedFaqIndex } from '../src/adapters/embedded/faq-index.js';
import type { SearchFilters } from '../src/search/article-search.js';
import type { Article, FaqHit, Locale } from '../src/types.js';
import { article, SHOP } from './article-builder.js';
import { answerFromArticles } from '../src/answer-from-articles.js';
import { encoder } from './shipped-encoder.js';

const index = new EmbeddedFaqIndex(encoder, SHOP);
const first = (question: string, locale: Locale = 'en', from = index): string | null | undefined => from.search(question, { locale })[0]?.article.externalId;

const told = (hits: FaqHit[]) => hits.map((hit) => [hit.article.id, hit.matched, Number(hit.score.toFixed(9))]);

describe('EmbeddedFaqIndex', () => {
  it('finds the article by its own wordings and says which one matched', () => {
    expect(index.size).toBe(4);
    const [best] = index.search('i FORGOT my password!!', { locale: 'en' });
    expect(best).toMatchObject({ article: { externalId: 'password' }, matched: 'I forgot my password' });
    expect(best!.score).toBeGreaterThan(0.9);
  });

  it('finds other inflections, synonyms, misspelt and cut-off words', () => {
    expect(first('tracking orders')).toBe('track');
    expect(first('reimbursement')).toBe('refund');
    expect(first('my pasword')).toBe('password');
    expect(first('warrantee')).toBe('warranty');
    expect(first('warran')).toBe('warranty');
  });

  it('gives scores within 0..1 in falling order, at most the limit', () => {
    const hits = index.search('refund password warranty order', { locale: 'en', limit: 3 });
    const scores = hits.map(({ score }) => score);
    expect(hits).toHaveLength(3);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
  });

  it('does not let order numbers and e-mail addresses matter', () => {
    const plain = index.search('where is my package', { locale: 'en' });
    const noisy = index.search('where is my package SW-1002345 me@example.com', { locale: 'en' });
    expect(noisy.map(({ score }) => score)).toEqual(plain.map(({ score }) => score));
  });

  it.each(['', ' ', '😀😀', '\u0000\u0001', '<script>refund()</script>', '؟؟'])('finds nothing for %j', (question) => {
    expect(index.search(question, { locale: 'en' })).toEqual([]);
  });

  it('reads HTML and very long questions', () => {
    expect(first('<b>reset</b> my <i>password</i>')).toBe('password');
    expect(first(`forgot my password ${'x'.repeat(100_000)}`)).toBe('password');
    expect(first('密碼'.repeat(50_000), 'zh-TW')).toBe('password');
    expect(index.search('<a '.repeat(33_000), { locale: 'en' })).toEqual([]);
  });

  it('gives an article whose own wording is asked, however near its neighbours are', () => {
    const wrap = article({ locale: 'en', externalId: 'wrap', question: 'Do you wrap gifts?' });
    const wrapping = article({ locale: 'en', externalId: 'wrapping', question: 'Do you offer gift wrapping?', paraphrases: ['do you wrap gifts for birthdays'] });
    const near = new EmbeddedFaqIndex(encoder, [wrap, wrapping]);
    for (const asked of ['do you wrap gifts', ' DO YOU WRAP GIFTS ?!', 'Do you wrap gifts? W12345']) expect(answerFromArticles(near.search(asked, { locale: 'en' }))).toMatchObject({ kind: 'answer', hit: { article: { externalId: 'wrap' }, score: 1 } });
    expect(answerFromArticles(near.search('do you offer gift wrapping', { locale: 'en' }))).toMatchObject({ kind: 'answer', hit: { article: { externalId: 'wrapping' } } });
    expect(answerFromArticles(new EmbeddedFaqIndex(encoder, [wrap, { ...wrap, id: 'twin', externalId: 'twin' }]).search('do you wrap gifts', { locale: 'en' })).kind).toBe('none');
  });

  it.each(['How do I reset my thermostat?', 'how do i reset the kettle', 'reset my router'])('is not sure of %j, which is about something that no article knows', (asked) => {
    expect(answerFromArticles(index.search(asked, { locale: 'en' })).kind).toBe('none');
    expect(answerFromArticles(index.search('How do I reset my password?', { locale: 'en' })).kind).toBe('answer');
  });

  it('searches without articles', () => {
    const empty = new EmbeddedFaqIndex(encoder, []);
    expect([empty.size, empty.search('refund', { locale: 'zh-CN' })]).toEqual([0, []]);
  });

  it('leaves no trace of one search in the next', () => {
    const before = index.search('when is my refund', { locale: 'en' });
    index.search('password warranty', { locale: 'en' });
    expect(index.search('when is my refund', { locale: 'en' })).toEqual(before);
  });
});

describe('changes', () => {
  const QUESTIONS = ['track my parcel', 'refund', 'reset password', 'warranty', 'gift wrapping please'];
  const everything = (from: EmbeddedFaqIndex) => QUESTIONS.map((question) => from.search(question, { locale: 'en' }));

  it('give the index that would be built of what there is now', async () => {
    const [track, refund, password, warranty] = SHOP as [Article, Article, Article, Article];
    const gift = article({ locale: 'en', question: 'Do you offer gift wrapping?', id: 'gift' });
    const changed = { ...password, question: 'How do I choose a new password?' };
    const kept = new EmbeddedFaqIndex(encoder, [track, refund, gift, password]);
    await kept.update({ put: [changed, warranty], remove: [gift.id, 'never there'] });
    const fresh = new EmbeddedFaqIndex(encoder, [track, refund, changed, warranty]);
    expect(kept.size).toBe(4);
    expect(everything(kept).map(told)).toEqual(everything(fresh).map(told));
    expect(kept.waste).toBeCloseTo(2 / 6);
    await kept.update({ put: [], remove: SHOP.map(({ id }) => id) });
    expect(everything(kept).flat()).toEqual([]);
  });

  it('reach the translations that lent something', async () => {
    const tw = article({ locale: 'zh-TW', externalId: 'fee', question: '運費怎麼算' });
    const cn = article({ locale: 'zh-CN', externalId: 'fee', question: '快递要加钱不' });
    const growing = new EmbeddedFaqIndex(encoder, [tw]);
    const lent = () => growing.search('快遞要加錢不', { locale: 'zh-TW' })[0]?.matched;
    expect(lent()).not.toBe(cn.question);
    await growing.update({ put: [cn], remove: [] });
    expect(lent()).toBe(cn.question);
    await growing.update({ put: [{ ...cn, externalId: 'other' }], remove: [] });
    expect(growing.search('快遞要加錢不', { locale: 'zh-TW' }).map((hit) => hit.article.id)[0]).toBe(cn.id);
    await growing.update({ put: [{ ...cn, locale: 'en', question: 'Is delivery free?' }], remove: [] });
    expect(lent()).not.toBe(cn.question);
    expect(first('is delivery free', 'en', growing)).toBe('fee');
    await growing.update({ put: [], remove: [cn.id, tw.id] });
    expect(growing.search('運費', { locale: 'zh-TW' })).toEqual([]);
  });

  it('let others have their turn meanwhile', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) => article({ locale: 'en', question: `How do I reset password number ${at} of my account?`, answer: 'Open your account. '.repeat(40) }));
    let turns = 0;
    const count = setInterval(() => turns++, 0);
    await new EmbeddedFaqIndex(encoder).update({ put: many, remove: [] });
    clearInterval(count);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('filters', () => {
  const filed = [
    article({ locale: 'en', question: 'How do I return shoes?', category: 'Returns', keywords: ['shoes', 'Size'] }),
    article({ locale: 'en', question: 'How do I return a phone?', category: 'returns', keywords: ['phone'] }),
    article({ locale: 'en', question: 'How do I return the gift?', keywords: ['shoes'] }),
    article({ locale: 'zh-TW', question: '如何退貨', category: '退貨' }),
  ];
  const found = (filters: SearchFilters, question = 'how do i return it', locale: Locale = 'en') =>
    new EmbeddedFaqIndex(encoder, filed).search(question, { locale, filters }).map(({ article: { question: text } }) => text.split(' ').at(-1));

  it('narrow to a category and to keywords, in whatever case and script', () => {
    expect(found({ category: 'RETURNS' })).toEqual(expect.arrayContaining(['shoes?', 'phone?']));
    expect(found({ category: 'returns', keywords: ['ｓｉｚｅ', 'shoes'] })).toEqual(['shoes?']);
    expect(found({ keywords: ['shoes'] })).toHaveLength(2);
    expect(found({ category: '退货' }, '怎么退货', 'zh-CN')).toEqual(['如何退貨']);
    expect(found({ category: 'elsewhere' })).toEqual([]);
    expect(found({ keywords: [] })).toHaveLength(3);
  });

  it('do not hide an article behind those that are left out', () => {
    const crowd = Array.from({ length: 40 }, (_, at) => article({ locale: 'en', question: `Return policy of shop ${at}`, category: 'crowd' }));
    const rare = article({ locale: 'en', question: 'Something about the return of a borrowed thing', category: 'rare' });
    expect(new EmbeddedFaqIndex(encoder, [...crowd, rare]).search('return policy', { locale: 'en', filters: { category: 'rare' } })).toMatchObject([{ article: rare }]);
  });
});

describe('which languages may answer', () => {
  const tw = article({ locale: 'zh-TW', externalId: 'fee', question: '運費怎麼算', keywords: ['運費'] });
  const cn = article({ locale: 'zh-CN', externalId: 'fee', question: '运费怎么收', keywords: ['运费'] });
  const onlyCn = article({ locale: 'zh-CN', externalId: 'invoice', question: '怎么开发票', keywords: ['发票'] });
  const english = article({ locale: 'en', externalId: 'fee', question: 'How much is shipping?', keywords: ['shipping'] });

  it('prefers the asked script to a translation in the other', () => {
    const both = new EmbeddedFaqIndex(encoder, [cn, tw, onlyCn]);
    expect(both.search('运费怎么收', { locale: 'zh-TW' }).map(({ article: found }) => found)).toEqual([tw]);
    expect(both.search('運費怎麼算', { locale: 'zh-CN' })[0]!.article).toBe(cn);
  });

  it('takes the other script where the asked one has no translation', () => {
    const both = new EmbeddedFaqIndex(encoder, [cn, tw, onlyCn]);
    expect(both.search('怎麼開發票', { locale: 'zh-TW' })[0]!.article).toBe(onlyCn);
    expect(new EmbeddedFaqIndex(encoder, [cn]).search('運費怎麼算', { locale: 'zh-TW' })[0]!.article).toBe(cn);
  });

  it('does not mix English and Chinese while the asked language has any article', () => {
    const mixed = new EmbeddedFaqIndex(encoder, [onlyCn, english]);
    expect(mixed.search('shipping', { locale: 'zh-TW' })).toEqual([]);
    expect(mixed.search('发票', { locale: 'en' })).toEqual([]);
  });

  it('answers in another language rather than not at all', () => {
    expect(first('运费', 'en', new EmbeddedFaqIndex(encoder, [cn, tw]))).toBe('fee');
    expect(first('運費多少', 'zh-TW', new EmbeddedFaqIndex(encoder, [english]))).toBe('fee');
  });

  it('lends wordings of the other script to a translated article', () => {
    const lent = new EmbeddedFaqIndex(encoder, [tw, { ...cn, paraphrases: ['快递要加钱不'] }, onlyCn]);
    expect(lent.search('快遞要加錢不', { locale: 'zh-TW' })[0]).toMatchObject({ article: { id: tw.id }, matched: '快递要加钱不' });
  });
});
