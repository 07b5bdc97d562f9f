/**
 * A workbook is kept as one CSV of ours, all sheets one after the other: number of the sheet, number of the row, then the
 * cells. So everything behind the upload knows one kind of file, and choosing another sheet reads nothing twice.
 */
import { stringify } from 'csv-stringify/sync';
import type { CsvFormat, FileRow } from './format';

export const NORMALISED: CsvFormat = { kind: 'csv', encoding: 'utf-8', separator: ',', relaxedQuotes: false };

export interface SheetRow extends FileRow {
  sheet: number;
}

const TOGETHER = 200;

/** Rows of all sheets as the bytes that are kept. */
export async function* normalise(rows: AsyncIterable<SheetRow>): AsyncGenerator<Buffer> {
  let lines: string[][] = [];
  for await (const { sheet, row, cells } of rows) {
    lines.push([String(sheet), String(row), ...cells]);
    if (lines.length < TOGETHER) continue;
    yield Buffer.from(stringify(lines));
    lines = [];
  }
  yield Buffer.from(stringify(lines));
}

/** The rows of one sheet again. */
export async function* rowsOfSheet(lines: AsyncIterable<FileRow>, sheet: number): AsyncGenerator<FileRow> {
  for await (const { cells } of lines) {
    if (cells[0] === String(sheet)) yield { row: Number(cells[1]), cells: cells.slice(2) };
  }
}
