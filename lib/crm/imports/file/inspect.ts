/**
 * Reads a file once to its end and says what it is: before anything is written, and before anything is asked. Pure but for
 * what it reads: it runs in the process of `lib/crm/imports/apart` too.
 */
import { parse } from 'csv-parse/sync';
import { shownCell, whyUnreadable } from '@/lib/crm/modules/field-types/unreadable';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import { hasOwnId, hasOwnMark, isBare, isGuarded, isGuardedHeader, isOwnHeader } from '@/lib/platform/files/own-table';
import { ColumnObserver, type ColumnSeen } from '../columns/seen';
import { decodeMarked, STRAY } from './decode';
import { guessEncoding, guessSeparator } from './detect';
import { findHeader, LOOKED_AT_FOR_HEADER } from './find-header';
import type { CsvFormat, Encoding, FileFindings, FileRow, Separator } from './format';
import { notesOnHeader, trimHeaders } from './header';
import { parseRows, parseText } from './parse-rows';

export interface Inspected {
  headers: string[];
  found: FileFindings;
  /** The rows above the header are no data. */
  headerRow?: number;
  /** One for each header, and the first rows: of a file that a person imports. */
  columns: ColumnSeen[];
  top: FileRow[];
  /** Something of an export of ours is left, and each cell that a spreadsheet would run has its apostrophe. */
  seemsGuarded: boolean;
}

/** What the person chose; the rest is detected. */
export type CsvChoice = Partial<Pick<CsvFormat, 'encoding' | 'separator' | 'headerRow' | 'guarded'>>;

export interface Manner {
  /** `a person`: titles above the header are found, and what columns mean is looked at. `a program`: files are exact. */
  for: 'a person' | 'a program';
}

/** What a file is read as when it is not UTF-8: every byte means something there, so it is shown as a guess. */
const LEGACY: Encoding = 'windows-1252';
const MIXED: Encoding = 'utf-8+windows-1252';

/**
 * Detects a CSV file's encoding and separator and reads it to its end.
 * @param start the first bytes, some 64 KiB. @param open the file from its beginning, each time anew.
 * @throws invalid for an empty file, one that is no CSV, one not of the encoding chosen.
 */
export async function inspectCsv(
  start: Buffer,
  open: () => Promise<AsyncIterable<Buffer>>,
  choice: CsvChoice = {},
  manner: Manner = { for: 'a program' },
): Promise<Inspected & { format: CsvFormat }> {
  const notes: string[] = [];
  let encoding = choice.encoding ?? guessEncoding(start);
  let relaxedQuotes = false;
  let proposed = false;
  let stray: FileFindings['stray'];
  for (;;) {
    const decoder = new TextDecoder(encoding === MIXED ? 'utf-8' : encoding);
    const text = decoder.decode(start);
    const separator = choice.separator ?? guessSeparator(text);
    const guarded =
      choice.guarded ?? (proposed || (manner.for === 'a person' && isGuardedHeader(headerIn(text, separator))));
    const format: CsvFormat = { kind: 'csv', encoding, separator, relaxedQuotes, ...(guarded && { guarded }) };
    try {
      const apostrophes = guarded ? 'taken off' : choice.guarded === false ? 'kept' : 'asked';
      const about = { ...manner, headerRow: choice.headerRow, apostrophes } as const;
      const inspected = await inspectRows(parseRows(await open(), format), about);
      if (!guarded && choice.guarded === undefined && manner.for === 'a person' && inspected.seemsGuarded) {
        proposed = true;
        const { guarded: cells = 0 } = inspected.found;
        notes.push(`${counted(cells)} with an apostrophe in front of = + - or @. ${TAKEN_OFF}`);
        continue;
      }
      const { headerRow } = inspected;
      const found = { ...inspected.found, notes: [...notes, ...inspected.found.notes], ...(stray && { stray }) };
      return { ...inspected, format: { ...format, ...(headerRow !== undefined && { headerRow }) }, found };
    } catch (error) {
      const reason = error instanceof CareledgerError ? error.reason : undefined;
      if (reason === 'BAD_ENCODING' && !choice.encoding && encoding === 'utf-8') {
        stray = manner.for === 'a person' ? await strayRows(await open(), format) : undefined;
        encoding = stray ? MIXED : LEGACY;
        notes.push(stray ? strayNote(stray) : LEGACY_NOTE);
      } else if (reason === 'BAD_CSV' && !relaxedQuotes) {
        relaxedQuotes = true;
        notes.push('Some cells hold quotes that are not doubled. They are kept as they are.');
      } else throw error;
    }
  }
}

function headerIn(text: string, separator: Separator): string[] {
  try {
    const options = { delimiter: separator, relax_quotes: true, bom: true, to: 1 } as const;
    return (parse(text, options) as string[][])[0] ?? [];
  } catch {
    return []; // a header that is no CSV: it is told when all is read
  }
}

const LEGACY_NOTE = 'The file is not UTF-8, so its encoding is a guess: look whether the names are spelled right.';
const ROWS_NAMED = 10;

function strayNote({ count, first }: NonNullable<FileFindings['stray']>): string {
  const more = count > first.length ? ` and ${(count - first.length).toLocaleString('en-US')} more` : '';
  return `The file is UTF-8 but for bytes in ${count === 1 ? 'row' : 'rows'} ${first.join(', ')}${more}. Say below how those are to be read.`;
}

/** The rows with bytes that are no UTF-8; undefined where nothing else shows that the file is UTF-8 at all. */
async function strayRows(bytes: AsyncIterable<Buffer>, format: CsvFormat): Promise<FileFindings['stray']> {
  const stray = { count: 0, first: [] as number[] };
  let isUtf8 = false;
  for await (const { row, cells } of parseText(decodeMarked(bytes), format)) {
    const text = cells.join('');
    if (text.includes(STRAY)) {
      stray.count += 1;
      if (stray.first.length < ROWS_NAMED) stray.first.push(row);
    }
    isUtf8 ||= BEYOND_ASCII.test(text);
  }
  return isUtf8 ? stray : undefined;
}

const BEYOND_ASCII = /[\u0080-\ufffc\ufffe-\u{10ffff}]/u;

interface Reading {
  headerRow?: number | undefined;
  /** In front of = + - and @, in a CSV file: ours are taken off; of others it is asked whether they are part of the text. */
  apostrophes?: 'taken off' | 'kept' | 'asked';
}

/** Reads rows to their end: header, how many, and what is odd. @throws invalid for none */
export async function inspectRows(
  rows: AsyncIterable<FileRow>,
  about: Manner & Reading = { for: 'a program' },
): Promise<Inspected> {
  const inspector = new RowInspector(about.for === 'a person', about.apostrophes);
  const top: FileRow[] = [];
  let headerRow = about.headerRow;
  const decide = () => {
    if (headerRow === undefined) headerRow = about.for === 'a person' ? top[findHeader(top)]?.row : top[0]?.row;
    for (const row of top) if (row.row >= (headerRow ?? 0)) inspector.see(row);
  };
  let isDecided = false;
  for await (const row of rows) {
    if (isDecided) inspector.see(row);
    else if (top.push(row) === LOOKED_AT_FOR_HEADER) {
      decide();
      isDecided = true;
    }
  }
  if (!isDecided) decide();
  const isBelow = top[0] !== undefined && headerRow !== undefined && headerRow > top[0].row;
  const shown = about.for === 'a person' ? top.slice(0, ROWS_SHOWN).map(inShort) : [];
  return { ...inspector.result(isBelow), top: shown, ...(isBelow && { headerRow }) };
}

const ROWS_SHOWN = 8;
const CELLS_SHOWN = 6;
const CELL_LENGTH = 60;

const inShort = ({ row, cells }: FileRow): FileRow => ({
  row,
  cells: cells.slice(0, CELLS_SHOWN).map((cell) => cell.trim().slice(0, CELL_LENGTH).toWellFormed()),
});

class RowInspector {
  private header: FileRow | undefined;
  private count = 0;
  private ragged = 0;
  private observers: ColumnObserver[] = [];
  private isOurs = false;
  private guarded = 0;
  private bare = 0;
  /** Why → cells. */
  private readonly unreadable = new Map<string, number>();

  constructor(
    private readonly looksAtColumns: boolean,
    private readonly apostrophes: Reading['apostrophes'],
  ) {}

  see(row: FileRow): void {
    if (!this.header) {
      this.header = row;
      this.isOurs = isOwnHeader(row.cells) && this.apostrophes !== 'asked';
      if (this.looksAtColumns) this.observers = row.cells.map(() => new ColumnObserver());
      return;
    }
    this.count += 1;
    const width = this.header.cells.length;
    if (row.cells.length !== width && widthOf(row.cells, width) !== width) this.ragged += 1;
    if (!this.looksAtColumns) return;
    if (this.isOurs) this.isOurs = hasOwnId(this.header.cells, row.cells);
    for (const [column, observer] of this.observers.entries()) this.seeCell(observer, row.row, row.cells[column] ?? '');
  }

  private seeCell(observer: ColumnObserver, row: number, cell: string): void {
    const why = whyUnreadable(cell);
    if (why !== undefined) this.unreadable.set(why, (this.unreadable.get(why) ?? 0) + 1);
    const isKept = this.apostrophes === 'asked' || this.apostrophes === 'kept';
    if (isKept && isGuarded(cell)) this.guarded += 1;
    else if (isBare(cell)) this.bare += 1;
    observer.see(row, shownCell(cell));
  }

  result(isBelowTitles: boolean): Pick<Inspected, 'headers' | 'found' | 'columns' | 'seemsGuarded'> {
    const { header, count, ragged } = this;
    if (!header) throw invalid('The file is empty.', { reason: 'EMPTY_FILE' });
    if (count === 0) throw invalid('The file has a header and no rows.', { reason: 'NO_ROWS' });
    const notes = notesOnHeader(header.cells, header.row, isBelowTitles);
    if (ragged > 0) {
      notes.push(`${ragged} ${ragged === 1 ? 'row has' : 'rows have'} another number of columns than the header.`);
    }
    for (const [why, cells] of this.unreadable) notes.push(`${counted(cells)} cannot be read. ${why}`);
    const asks = this.guarded > 0 && this.apostrophes === 'asked';
    if (asks) notes.push(`${counted(this.guarded)} with an apostrophe in front of = + - or @. ${ASKED}`);
    const ours = this.looksAtColumns && this.isOurs;
    const found = { rows: count, columns: header.cells.length, headerRow: header.row, notes };
    return {
      headers: trimHeaders(header.cells),
      found: {
        ...found,
        ...(this.guarded > 0 && { guarded: this.guarded }),
        ...(asks && { asksApostrophes: true as const }),
        ...(ours && { ours }),
      },
      seemsGuarded: this.guarded > 0 && this.bare === 0 && hasOwnMark(trimHeaders(header.cells)),
      columns: this.observers.map((observer) => observer.result()),
    };
  }
}

const counted = (cells: number): string => `${cells.toLocaleString('en-US')} ${cells === 1 ? 'cell' : 'cells'}`;
const ASKED =
  'Programs put it there to keep a spreadsheet from running the cell, and people write it too. Say above whether it is part of the text.';

const TAKEN_OFF =
  'Columns of an export of Careledger are left in the file, and it puts one in front of every such cell, so they are taken off. Say above if they are part of the text.';

/** How many cells a row has; blank ones behind the header's last do not count. */
export function widthOf(cells: readonly string[], expected: number): number {
  let width = cells.length;
  while (width > expected && cells[width - 1]?.trim() === '') width -= 1;
  return width;
}
