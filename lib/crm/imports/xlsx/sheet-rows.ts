import { unreadable } from '@/lib/crm/modules/field-types/unreadable';
import { invalid } from '@/lib/platform/errors';
import type { FileRow } from '../file/format';
import { numberText, unescapeText } from './cell-value';
import { MAX_CELL_CHARACTERS, MAX_CELLS, MAX_COLUMNS } from './limits';
import type { Look } from './number-format';
import { scanXml, type XmlHandlers } from './scan-xml';

export interface SheetContext {
  strings: readonly string[];
  looks: readonly Look[];
  date1904: boolean;
  /** Of all sheets together. */
  budget: { cells: number };
}

/** The rows of a sheet that are not blank, as wide as their last cell that is not. */
export const readSheet = (source: AsyncIterable<Buffer>, about: SheetContext): AsyncGenerator<FileRow> =>
  scanXml<FileRow>(source, (emit) => rowHandlers(about, emit));

function rowHandlers(about: SheetContext, emit: (row: FileRow) => void): XmlHandlers {
  let row = 0;
  let cells: string[] = [];
  let column = -1;
  let type = 'n';
  let style = 0;
  let text = '';
  let inText = false;
  let phonetic = false;
  let formula = false;
  let valued = false;
  return {
    open(name, attributes) {
      if (name === 'row') {
        row = Number(attributes.r ?? row + 1);
        if (!Number.isInteger(row)) throw invalid('The workbook is damaged: a row has no number.');
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        if (column >= MAX_COLUMNS) throw invalid(`Row ${row} has more than ${MAX_COLUMNS} columns.`);
        about.budget.cells += 1;
        if (about.budget.cells > MAX_CELLS) {
          throw invalid(`The workbook has more than ${MAX_CELLS.toLocaleString('en-US')} cells.`, { reason: 'BOMB' });
        }
        type = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        text = '';
        formula = false;
        valued = false;
      } else if (name === 'rPh') phonetic = true;
      else if (name === 'f') formula = true;
      else if (name === 'v') valued = true;
      inText = name === 'v' || (name === 't' && !phonetic);
    },
    text(part) {
      if (!inText) return;
      text += part;
      if (text.length > MAX_CELL_CHARACTERS) throw invalid(`Row ${row} has a cell that is too long.`);
    },
    close(name) {
      if (name === 'v' || name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c') {
        // A formula may give an empty text; anything else it gives is kept with it.
        const unknown = formula && text === '' && !(valued && type === 'str');
        const value = unknown ? unreadable('formula') : text === '' ? '' : cellText(type, text, about, style);
        if (value.trim() === '') return;
        while (cells.length < column) cells.push('');
        cells[column] = value;
      } else if (name === 'row' && cells.length > 0) emit({ row, cells });
    },
  };
}

function cellText(type: string, text: string, { strings, looks, date1904 }: SheetContext, style: number): string {
  switch (type) {
    case 's':
      return unescapeText(strings[Number(text)] ?? '');
    case 'str':
    case 'inlineStr':
      return unescapeText(text);
    case 'b':
      return text === '1' ? 'true' : 'false';
    case 'd':
      return text;
    case 'e':
      return unreadable('error');
    default:
      return numberText(text, looks[style] ?? { kind: 'number' }, date1904);
  }
}

/** "AB12" → 27. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) throw invalid('The workbook is damaged: a cell has no place.');
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
