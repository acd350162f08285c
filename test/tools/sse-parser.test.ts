import { describe, expect, it } from '@jest/globals';
import { SseParser } from '../../tools/shared/sse-parser.js';

const encode = (text: string) => new TextEncoder().encode(text);

function parse(text: string, chunkBytes = Infinity) {
  const parser = new SseParser();
  const bytes = encode(text);
  const frames = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) frames.push(...parser.push(bytes.subarray(at, at + chunkBytes)));
  return frames;
}

const STREAM = ': ping\n\nid: 7\nevent: message_delta\ndata: {"delta":"訂單 📦 é"}\n\ndata: a\ndata:b\n\n';
const FRAMES = [
  { id: '7', event: 'message_delta', data: '{"delta":"訂單 📦 é"}' },
  { id: '7', event: 'message', data: 'a\nb' },
];

describe('SseParser', () => {
  it.each([1, 2, 3, 5, 7, 16, 1000])('gives the same frames from chunks of %d bytes', (size) => {
    expect(parse(STREAM, size)).toEqual(FRAMES);
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads %s line ends, whole and byte by byte', (_name, lineEnd) => {
    const text = STREAM.replaceAll('\n', lineEnd);
    expect(parse(text)).toEqual(FRAMES);
    expect(parse(text, 1)).toEqual(FRAMES);
  });

  it('does not wait for the byte after a CR', () => {
    expect(new SseParser().push(encode('data: now\r\r'))).toHaveLength(1);
  });

  it('drops a byte order mark, one leading space and unknown fields', () => {
    expect(parse('\ufeffdata:  two spaces\nretry: 5\nfoo: bar\n\n')).toEqual([
      { id: '', event: 'message', data: ' two spaces' },
    ]);
  });

  it('gives an event without data no frame, nor its name to the next one', () => {
    expect(parse('event: lost\n\ndata: x\n\n')).toEqual([{ id: '', event: 'message', data: 'x' }]);
  });

  it('leaves out a frame that was not ended by an empty line', () => {
    expect(parse('data: x\n')).toEqual([]);
  });

  it('refuses a frame without end, in one line or in many', () => {
    const half = 'x'.repeat(600_000);
    expect(() => parse(`data: ${half}${half}`, 65_536)).toThrow('too large');
    expect(() => parse(`data: ${half}\ndata: ${half}\n`, 65_536)).toThrow('too large');
  });
});
