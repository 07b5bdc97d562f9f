/** Reads a file once to its end and says what it is: before anything is written, and before anything is asked. */
import { CareledgerError, invalid } from '../../errors';
import { guessEncoding, guessSeparator } from './detect';
import type { CsvFormat, Encoding, FileFindings, FileRow } from './format';
import { notesOnHeader, trimHeaders } from './header';
import { parseRows } from './read-rows';

export interface Inspected {
  headers: string[];
  found: FileFindings;
}

/** What the person chose; the rest is detected. */
export type CsvChoice = Partial<Pick<CsvFormat, 'encoding' | 'separator'>>;

/** What a file is read as when it is not UTF-8: every byte means something there, so it is shown as a guess. */
const LEGACY: Encoding = 'windows-1252';

/**
 * Detects a CSV file's encoding and separator and reads it to its end.
 * @param start the first bytes, some 64 KiB. @param open the file from its beginning, each time anew.
 * @throws invalid for an empty file, one that is no CSV, one not of the encoding chosen.
 */
export async function inspectCsv(
  start: Buffer,
  open: () => Promise<AsyncIterable<Buffer>>,
  choice: CsvChoice = {},
): Promise<Inspected & { format: CsvFormat }> {
  const notes: string[] = [];
  let encoding = choice.encoding ?? guessEncoding(start);
  let relaxedQuotes = false;
  for (;;) {
    const separator = choice.separator ?? guessSeparator(new TextDecoder(encoding).decode(start));
    const format: CsvFormat = { kind: 'csv', encoding, separator, relaxedQuotes };
    try {
      const { headers, found } = await inspectRows(parseRows(await open(), format));
      return { headers, format, found: { ...found, notes: [...notes, ...found.notes] } };
    } catch (error) {
      const reason = error instanceof CareledgerError ? error.reason : undefined;
      if (reason === 'BAD_ENCODING' && !choice.encoding && encoding === 'utf-8') {
        encoding = LEGACY;
        notes.push('The file is not UTF-8, so its encoding is a guess: look whether the names are spelled right.');
      } else if (reason === 'BAD_CSV' && !relaxedQuotes) {
        relaxedQuotes = true;
        notes.push('Some cells hold quotes that are not doubled. They are kept as they are.');
      } else throw error;
    }
  }
}

/** Reads rows to their end: header, how many, and what is odd. @throws invalid for none */
export async function inspectRows(rows: AsyncIterable<FileRow>): Promise<Inspected> {
  let header: FileRow | undefined;
  let count = 0;
  let ragged = 0;
  for await (const row of rows) {
    if (!header) header = row;
    else {
      count += 1;
      if (widthOf(row.cells, header.cells.length) !== header.cells.length) ragged += 1;
    }
  }
  if (!header) throw invalid('The file is empty.', { reason: 'EMPTY_FILE' });
  if (count === 0) throw invalid('The file has a header and no rows.', { reason: 'NO_ROWS' });
  const notes = notesOnHeader(header.cells, header.row);
  if (ragged > 0) {
    notes.push(`${ragged} ${ragged === 1 ? 'row has' : 'rows have'} another number of columns than the header.`);
  }
  const found = { rows: count, columns: header.cells.length, headerRow: header.row, notes };
  return { headers: trimHeaders(header.cells), found };
}

/** How many cells a row has; blank ones behind the header's last do not count. */
export function widthOf(cells: readonly string[], expected: number): number {
  let width = cells.length;
  while (width > expected && cells[width - 1]?.trim() === '') width -= 1;
  return width;
}
