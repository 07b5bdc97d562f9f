import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { parser } from 'sax';
import { describe, expect, test } from 'vitest';
import { unescapeText } from '@/lib/crm/imports/xlsx/cell-value';
import { unzip } from '@/lib/tools/testing/unzip';
import { type Cell, stampOf } from './cell';
import { columnLetters } from './sheet';
import { workbookOf } from './workbook';

async function* inBatches(...batches: Cell[][][]) {
  yield* batches;
}

const made = async (batches: AsyncIterable<Cell[][]>, mostRows?: number, name = 'Contacts') =>
  unzip(await buffer(workbookOf({ name, header: ['A', 'B'], batches }, mostRows)));

/** The cells of a sheet as a reader of XML finds them: reference → its type and text. */
function cellsOf(xml: Buffer | undefined): Record<string, { type?: string; style?: string; text: string }> {
  const cells: Record<string, { type?: string; style?: string; text: string }> = {};
  let cell: { type?: string; style?: string; text: string } | undefined;
  const reader = parser(true);
  reader.onerror = (error) => {
    throw error;
  };
  reader.onopentag = ({ name, attributes }) => {
    if (name === 'f') throw new Error('A formula.');
    if (name !== 'c') return;
    const { r, t, s } = attributes as Record<string, string>;
    cell = { ...(t && { type: t }), ...(s && { style: s }), text: '' };
    cells[String(r)] = cell;
  };
  reader.ontext = (text) => {
    if (cell) cell.text += text;
  };
  reader.onclosetag = (name) => {
    if (name === 'c') cell = undefined;
  };
  reader.write(String(xml)).close();
  return cells;
}

const textsOf = (xml: Buffer | undefined) => Object.values(cellsOf(xml)).map(({ text }) => text);

describe('a workbook', () => {
  test('types its cells and keeps its header bold and in place', async () => {
    const row: Cell[] = ['=1+1', -1.5];
    const parts = await made(
      inBatches([row, [true, stampOf('2026-01-31', 'date')]], [['', stampOf('1899-05-04', 'date')]]),
    );
    expect(Object.keys(parts).sort()).toEqual(
      [
        '[Content_Types].xml',
        '_rels/.rels',
        'xl/_rels/workbook.xml.rels',
        'xl/styles.xml',
        'xl/workbook.xml',
        'xl/worksheets/sheet1.xml',
      ].sort(),
    );
    const sheet = parts['xl/worksheets/sheet1.xml'];
    expect(cellsOf(sheet)).toEqual({
      A1: { type: 'inlineStr', style: '1', text: 'A' },
      B1: { type: 'inlineStr', style: '1', text: 'B' },
      A2: { type: 'inlineStr', text: '=1+1' },
      B2: { text: '-1.5' },
      A3: { type: 'b', text: '1' },
      B3: { style: '2', text: '46053' },
      B4: { type: 'inlineStr', text: '1899-05-04' },
    });
    expect(String(sheet)).toContain('state="frozen"');
    for (const part of Object.values(parts)) expect(() => cellsOf(part)).not.toThrow();
  });

  test('holds every hostile string unchanged, characters that XML forbids as Excel writes them', async () => {
    const strings = (
      JSON.parse(readFileSync('lib/crm/modules/field-types/testdata/blns.json', 'utf8')) as string[]
    ).concat(readFileSync('lib/crm/exports/testdata/csv-injection.txt', 'utf8').split('\n'), [
      'a\r\nb\tc',
      '  spaces  ',
      'a\u0000b\u001fc\ufffe',
      ']]>',
      '_x0041_',
      'x'.repeat(32_767),
    ]);
    const parts = await made(inBatches(strings.map((text): Cell[] => ['id', text])));
    const cells = cellsOf(parts['xl/worksheets/sheet1.xml']);
    for (const [n, text] of strings.entries()) {
      const written = cells[`B${n + 2}`]?.text ?? '';
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
      expect(written).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      expect(unescapeText(written)).toBe(text.toWellFormed());
    }
  });

  test('goes on in a further sheet where one is full, each with the header', async () => {
    const rows = Array.from({ length: 7 }, (_, n): Cell[] => [`r${n}`, n]);
    const parts = await made(inBatches(rows.slice(0, 4), [], rows.slice(4, 6), rows.slice(6)), 4, "'Pa/tients'");
    expect(textsOf(parts['xl/worksheets/sheet1.xml'])).toEqual(['A', 'B', 'r0', '0', 'r1', '1', 'r2', '2']);
    expect(textsOf(parts['xl/worksheets/sheet2.xml'])).toEqual(['A', 'B', 'r3', '3', 'r4', '4', 'r5', '5']);
    expect(textsOf(parts['xl/worksheets/sheet3.xml'])).toEqual(['A', 'B', 'r6', '6']);
    expect(String(parts['xl/workbook.xml'])).toMatch(/name="Pa tients".*name="Pa tients 2".*name="Pa tients 3"/);
    const even = await made(inBatches(rows.slice(0, 6)), 4);
    expect(Object.keys(even)).not.toContain('xl/worksheets/sheet3.xml');
    expect(textsOf((await made(inBatches()))['xl/worksheets/sheet1.xml'])).toEqual(['A', 'B']);
  });

  test('fails when its rows do, instead of being short', async () => {
    async function* broken(): AsyncGenerator<Cell[][]> {
      yield [['a', 'b']];
      throw new Error('restricted');
    }
    await expect(made(broken())).rejects.toThrow('restricted');
  });

  test('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});
