import { describe, expect, it } from '@jest/globals';
import { projectPath } from '#libs/kernel';
import { parseEncoder, serializeEncoder } from '../../src/meaning/encoder-file.js';
import { QuestionEncoder } from '../../src/meaning/question-encoder.js';
import { questionFeatures } from '../../src/meaning/question-features.js';
import { readEncoderGroups } from '../../src/meaning/training/read-topics.js';
import { trainEncoder, versionOf } from '../../src/meaning/training/train-encoder.js';
import { encoder } from '../shipped-encoder.js';

const likeness = (one: string, other: string, by = encoder): number => {
  const meaning = by.encode(other);
  return by.encode(one).reduce((sum, value, at) => sum + value * meaning[at]!, 0);
};

/** Two topics whose wordings share no word with one another, seen often enough to be learned. */
const GROUPS = [
  { topic: 'tea', texts: ['the kettle is cold', 'cold kettle again', 'why is my kettle cold', 'brew went stale', 'stale brew again', 'kettle cold and stale brew'] },
  { topic: 'tea', texts: ['brew is stale', 'cold kettle', 'kettle and brew'] },
  { topic: 'train', texts: ['the wagon derailed', 'derailed wagon again', 'why did my wagon derail', 'locomotive smoke', 'smoke of a locomotive again', 'wagon and locomotive'] },
  { topic: 'train', texts: ['locomotive smokes', 'wagon derailed', 'smoke and wagon'] },
];

describe('the shipped encoder', () => {
  it('was trained on the topics that stand in the repository', async () => {
    expect(encoder.version).toBe(versionOf(await readEncoderGroups(projectPath('data'), 'all')));
  });

  it.each([
    ['i forgot my password', 'how can I get back in, no idea what I typed when I signed up', 'Where is my parcel?'],
    ['cancel my subscription', 'stop charging me every month', 'How long is the warranty?'],
    ['包裹到哪了', '司機一直沒來按門鈴', '如何修改密碼'],
    ['怎么退货', '买大了想寄回去', '会员积分怎么用'],
  ])('holds %j and %j for more alike than %j', (question, same, other) => {
    expect(likeness(question, same)).toBeGreaterThan(likeness(question, other));
  });

  it('reads Traditional and Simplified alike', () => {
    expect(likeness('如何申請退款', '如何申请退款')).toBeGreaterThan(0.99);
  });

  it.each(['', '😀', '\u0000', '<b></b>', '12345678'])('knows nothing of %j', (text) => {
    expect(encoder.encode(text).every((value) => value === 0)).toBe(true);
  });

  it('gives unit vectors, also of texts without end', () => {
    for (const text of ['refund?', '我要退款', `refund ${'and so on '.repeat(20_000)}`]) expect(Math.hypot(...encoder.encode(text))).toBeCloseTo(1, 5);
  });
});

describe('training', () => {
  it('gives the same model for the same groups, and another for others', () => {
    const [one, again] = [trainEncoder(GROUPS), trainEncoder(GROUPS)];
    expect(again).toEqual(one);
    expect(versionOf(GROUPS)).toBe(one.version);
    expect(versionOf(GROUPS.slice(1))).not.toBe(one.version);
  });

  it('brings wordings of one topic together that share no word', () => {
    const losses: number[] = [];
    const trained = new QuestionEncoder(trainEncoder(GROUPS, (_, loss) => losses.push(loss)));
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    expect(likeness('kettle', 'brew', trained)).toBeGreaterThan(likeness('kettle', 'locomotive', trained) + 0.3);
  });
});

describe('the encoder’s file', () => {
  const model = trainEncoder(GROUPS);
  const bytes = serializeEncoder(model);

  it('gives back what was written, wherever in memory it lies', () => {
    expect(parseEncoder(bytes)).toEqual(model);
    expect(parseEncoder(Buffer.concat([Buffer.from('x'), bytes]).subarray(1))).toEqual(model);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('{"format":"switchboard-encoder/1"}')],
    ['half of it', bytes.subarray(0, bytes.length - 1)],
    ['more than it', Buffer.concat([bytes, Buffer.from('x')])],
  ])('refuses %s', (_, wrong) => {
    expect(() => parseEncoder(wrong)).toThrow(/encoder/);
  });
});

describe('features', () => {
  it('tell who cannot from who can, and one order of words from the other', () => {
    const names = (text: string): string[] => [...questionFeatures(text).keys()];
    expect(names('i cannot cancel')).not.toEqual(names('i can cancel'));
    expect(names('gift card to bank')).not.toEqual(names('bank to gift card'));
  });

  it('leave out what tells who asks', () => {
    expect([...questionFeatures('where is W12345, mail me at jo@example.org').keys()].join(' ')).not.toMatch(/12345|example/);
  });
});
