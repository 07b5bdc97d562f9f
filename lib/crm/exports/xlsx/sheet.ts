import { type Cell, cellXml, STYLES } from './cell';

/** Excel's own limit, the header's row counted. */
export const MOST_ROWS = 1_048_576;

const HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>';
const FOOT = '</sheetData></worksheet>';

/** Rows that several sheets share: each takes as many as it holds. */
export class RowSource {
  private waiting: readonly Cell[][] = [];
  private readonly iterator: AsyncIterator<Cell[][]>;

  constructor(batches: AsyncIterable<Cell[][]>) {
    this.iterator = batches[Symbol.asyncIterator]();
  }

  /** At most `most` rows; none when there are no more. */
  async take(most: number): Promise<readonly Cell[][]> {
    while (this.waiting.length === 0) {
      const next = await this.iterator.next();
      if (next.done) return [];
      this.waiting = next.value;
    }
    const taken = this.waiting.slice(0, most);
    this.waiting = this.waiting.slice(most);
    return taken;
  }

  async isEmpty(): Promise<boolean> {
    const [row] = await this.take(1);
    if (row) this.waiting = [row, ...this.waiting];
    return row === undefined;
  }
}

/** The XML of one sheet: header and as many rows as fit. */
export async function* sheetXml(header: readonly string[], rows: RowSource, mostRows: number): AsyncGenerator<string> {
  const letters = header.map((_, n) => columnLetters(n));
  yield HEAD + rowXml(header, letters, 1, STYLES.header);
  let row = 1;
  while (row < mostRows) {
    const taken = await rows.take(mostRows - row);
    if (taken.length === 0) break;
    let xml = '';
    for (const cells of taken) {
      row += 1;
      xml += rowXml(cells, letters, row);
    }
    yield xml;
  }
  yield FOOT;
}

function rowXml(cells: readonly Cell[], letters: readonly string[], row: number, style?: number): string {
  let xml = `<row r="${row}">`;
  for (let n = 0; n < cells.length; n += 1) xml += cellXml(cells[n] as Cell, `${letters[n]}${row}`, style);
  return `${xml}</row>`;
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(n: number): string {
  const last = String.fromCharCode(65 + (n % 26));
  return n < 26 ? last : columnLetters(Math.floor(n / 26) - 1) + last;
}
