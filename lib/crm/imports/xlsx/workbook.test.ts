import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeXlsx, makeZip } from '../testing/make-xlsx';
import type { ArchiveOptions } from './archive';
import { numberText } from './cell-value';
import { lookOf } from './number-format';
import { Workbook } from './workbook';

async function read(bytes: Buffer, options: ArchiveOptions = {}) {
  const workbook = await Workbook.open(bytes, options);
  const rows: [number, number, string[]][] = [];
  for await (const { sheet, row, cells } of workbook.rows()) rows.push([sheet, row, cells]);
  return { rows, sheets: workbook.sheetsWithRows() };
}

const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

describe('a workbook', () => {
  test('of another program: dates, times, numbers, ZIP codes, line breaks, marks; hidden sheets last', async () => {
    const { rows, sheets } = await read(readFileSync('lib/crm/imports/testdata/xlsx/openpyxl.xlsx'));
    expect(rows.slice(0, 3)).toEqual([
      [0, 2, ['Last Name', 'Date of Birth', 'Zip', 'Phone', 'When', 'Count', 'Formula']],
      [0, 3, ['Müller <&> "x"', '1980-01-02', '02139', '555-111-2222', '2024-05-06T07:08:09', '0.3', '\0formula']],
      [0, 4, ['Two\nlines', '1900-01-05', '44', '', '', '-3', '']],
    ]);
    expect(rows.at(3)).toEqual([2, 1, ['a', 'b']]);
    expect(rows.at(4)).toEqual([2, 2, ['true', 'x']]);
    expect(sheets).toEqual([
      { sheet: 0, name: 'People' },
      { sheet: 2, name: 'Other' },
      { sheet: 3, name: 'Hidden' },
    ]);
  });

  test('gives formulas by their kept value, texts in pieces, escaped characters, cells without a place', async () => {
    const { rows } = await read(
      makeXlsx({
        strings: '<si><r><t>Rich</t></r><r><t xml:space="preserve"> text</t></r><rPh><t>no</t></rPh></si>',
        sheets: {
          A: `<row><c t="s"><v>0</v></c>${inline('a_x000A_b')}<c r="E1"><f>1/4</f><v>0.25</v></c></row>
            <row r="9"><c t="str"><f>x</f><v>text</v></c><c t="e"><v>#DIV/0!</v></c><c t="s"><v>99</v></c></row>`,
        },
      }),
    );
    expect(rows).toEqual([
      [0, 1, ['Rich text', 'a\nb', '', '', '0.25']],
      [0, 9, ['text', '\0error', '', '', '']],
    ]);
  });

  test('counts days as spreadsheets do, from 1900 with its day that never was, or from 1904', () => {
    const date = { kind: 'date' } as const;
    expect(['0', '60'].map((days) => numberText(days, date, false))).toEqual(['\0day', '\0day']);
    expect(numberText('0.5', { kind: 'time' }, false)).toBe('12:00:00');
    expect(numberText('1462.5', { kind: 'date_time', millis: false }, true)).toBe('1908-01-02T12:00:00');
    expect(['1', '59', '61', '25569', '2958465'].map((days) => numberText(days, date, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '1970-01-01',
      '9999-12-31',
    ]);
    expect(numberText('0', date, true)).toBe('1904-01-01');
    expect(numberText('45000.999999', { kind: 'date_time', millis: false }, false)).toBe('2023-03-16T00:00:00');
    expect(['-1', '2958466', 'x'].map((days) => numberText(days, date, false))).toEqual(['-1', '2958466', 'x']);
  });

  test.each([
    [14, undefined, 'date'],
    [22, undefined, 'date_time'],
    [164, 'dd.mm.yyyy;@', 'date'],
    [165, '[$-409]m/d/yy h:mm AM/PM', 'date_time'],
    [166, '#,##0.00 "days"', 'number'],
    [167, '[Red]0.00', 'number'],
    [168, 'General', 'number'],
    [169, '000\\-00\\-0000', 'digits'],
    [2, '0.00', 'number'],
  ])('knows by the format %s %s that a number is a %s', (id, code, kind) => {
    expect(lookOf(id, code).kind).toBe(kind);
  });

  test('keeps the zeros of numbers that are none', () => {
    expect(numberText('78051120', lookOf(169, '000\\-00\\-0000'), false)).toBe('078-05-1120');
  });

  test.each([
    ['4111111111111111', '4111111111111111'],
    ['4.111111111111111E+15', '4111111111111111'],
    ['999999999999999', '999999999999999'],
    ['12345678901234.56', '12345678901234.56'],
    ['0.30000000000000004', '0.3'],
    ['4111111111111110', '\0digits'],
    ['9007199254740993', '\0digits'],
    ['123456789012345678', '\0digits'],
    ['1e21', '\0digits'],
  ])('gives the number %s exactly, or says that its end may be lost', (raw, text) => {
    expect(numberText(raw, { kind: 'number' }, false)).toBe(text);
  });

  test.each([
    [10, undefined, '0.45', '45%'],
    [164, '0.0%', '0.0045', '0.45%'],
    [164, '0"%"', '45', '45'],
    [44, undefined, '-5', '-$5'],
    [164, '[$€-407]\\ #,##0.00', '5', '€5'],
    [164, '_-* #,##0.00\\ "€"_-;', '1234.5', '€1234.5'],
    [164, '[$EUR]\\ 0.00', '5', 'EUR 5'],
    [164, '0.00" USD"', '5', 'USD 5'],
    [164, '"R$" 0', '5', 'R$5'],
    [164, '[$-409]0.00', '5', '5'],
  ])('says percent and currency of the format %s %s', (id, code, raw, text) => {
    expect(numberText(raw, lookOf(id, code), false)).toBe(text);
  });
});

describe('a workbook is refused, with nothing read further,', () => {
  const row = `<row>${inline('x')}</row>`;
  test.each([
    ['that is no ZIP', Buffer.from('PK\x03\x04 and no more'), 'BAD_XLSX'],
    ['that is another ZIP', makeZip({ 'a.txt': 'x' }), undefined],
    [
      'with a document type',
      makeXlsx({ sheets: { A: row }, parts: { 'xl/strings.xml': '<!DOCTYPE x><sst/>' } }),
      'BAD_XLSX',
    ],
    [
      'with entities of its own',
      makeXlsx({
        sheets: { A: `<row>${inline('&xxe;')}</row>` },
        parts: { 'xl/strings.xml': '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><sst/>' },
      }),
      'BAD_XLSX',
    ],
    ['with an entity never declared', makeXlsx({ sheets: { A: `<row>${inline('&lol;')}</row>` } }), 'BAD_XLSX'],
    ['whose XML is cut off', makeXlsx({ sheets: { A: '<row><c>' } }), 'BAD_XLSX'],
    [
      'with a text of megabytes in a cell',
      makeXlsx({ sheets: { A: `<row>${inline('x'.repeat(200_000))}</row>` } }),
      undefined,
    ],
    ['with a cell far to the right', makeXlsx({ sheets: { A: '<row><c r="XFD1"><v>1</v></c></row>' } }), undefined],
    ['with too many parts', makeZip(Object.fromEntries(Array.from({ length: 5001 }, (_, n) => [`p${n}`, '']))), 'BOMB'],
    [
      'that lies about the size of its parts',
      makeZip({ 'xl/workbook.xml': `<workbook>${' '.repeat(99_999)}</workbook>` }, 10),
      'BAD_XLSX',
    ],
    ['whose shared texts are millions', makeXlsx({ sheets: { A: row }, strings: '<si/>'.repeat(1_000_001) }), 'BOMB'],
  ])('%s', async (_what, bytes, reason) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'invalid', ...(reason && { reason }) });
  });

  test('that unpacks to more than is read, whatever it says', async () => {
    const sheet = Buffer.alloc(20_000_000, ' ');
    sheet.write('<worksheet><sheetData>');
    const zip = makeZip({
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r0"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="r0" Type="x/worksheet" Target="s.xml"/></Relationships>',
      'xl/s.xml': sheet,
    });
    expect(zip.length).toBeLessThan(30_000);
    await expect(read(zip, { maxUnpackedBytes: 10_000_000 })).rejects.toMatchObject({ reason: 'BOMB' });
  });
});
