import { describe, expect, it } from '@jest/globals';
import { joinList, readCell, splitList, writeCell } from '../src/transfer/csv-cells.js';
import { readCsv } from '../src/transfer/read-csv.js';

const read = (text: string | Uint8Array, mostRows = 100) => readCsv(typeof text === 'string' ? Buffer.from(text) : text, mostRows);
const cells = (...rows: string[][]) => rows.map((row) => ({ cells: row }));
const broken = { broken: expect.stringContaining('is no CSV') };

describe('readCsv', () => {
  it('reads a byte order mark, quotes, line breaks in cells, and any line ends', async () => {
    expect(await read('\uFEFFa,b\r\n"say ""hi""",2\r\n"two\r\nlines","x,y"\n\r\n退貨,"=1+1"')).toEqual(cells(['a', 'b'], ['say "hi"', '2'], ['two\r\nlines', 'x,y'], ['退貨', '=1+1']));
    expect(await read('"two\nlines",b\r\n1,2\r\n')).toEqual(cells(['two\nlines', 'b'], ['1', '2']));
    expect(await read('a,b\r1,2\r')).toEqual(cells(['a', 'b'], ['1', '2']));
  });

  it('gives rows of any length', async () => {
    expect(await read('a,b\n1\n1,2,3\n')).toEqual(cells(['a', 'b'], ['1'], ['1', '2', '3']));
  });

  it.each(['2,bad"quote', '2,"closed"junk', '2,"never closed', '"2,never closed'])('goes on after %s', async (line) => {
    expect(await read(`a,b\r\n1,1\r\n${line}\r\n3,3\r\n4,"4"\r\n`)).toEqual([...cells(['a', 'b'], ['1', '1']), broken, ...cells(['3', '3'], ['4', '4'])]);
    expect(await read(`a,b\n\n${line}\n\n${line}\n3,3`)).toEqual([...cells(['a', 'b']), broken, broken, ...cells(['3', '3'])]);
  });

  it('finds broken rows wherever they stand in a long file', async () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => (at % 977 === 500 ? `${at},"退貨"x` : `${at},"退貨 ${at}"`));
    const rows = await read(lines.join('\n'), 5_000);
    expect(rows).toEqual(lines.map((_, at) => (at % 977 === 500 ? broken : { cells: [String(at), `退貨 ${at}`] })));
  });

  it('refuses what is no CSV, and more rows than it may take', async () => {
    await expect(read('x"y\n'.repeat(200))).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(read('a\n'.repeat(102))).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await read('')).toEqual([]);
  });
});

describe('cells', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\n=x', '＝1+1', "'=1+1", "''-1"])('keeps spreadsheets from running %j, and takes it back', async (text) => {
    const written = writeCell(text);
    const [row] = await read(`${written}\n`);
    expect(row).toEqual({ cells: [`'${text}`] });
    expect(readCell(`'${text}`)).toBe(text);
  });

  it.each(['plain', 'a "quoted" word', 'two\r\nlines', 'a,b', ' spaces ', "it's", "'quoted'", 'a;b', ''])('brings %j back as it was', async (text) => {
    expect(await read(`${writeCell(text)},end\n`)).toEqual(cells([text, 'end']));
    expect(readCell(text)).toBe(text);
  });

  it.each([[['a', 'b']], [['a;b', 'c\\', '\\;', 'C:\\new']], [[]], [['=1+1', '-x']]])('brings the list %j back as it was', (list) => {
    expect(splitList(joinList(list))).toEqual(list);
  });

  it('reads a list that a person wrote', () => {
    expect(splitList(' refund ; 退貨;;C:\\new ;')).toEqual(['refund', '退貨', 'C:\\new']);
  });
});
