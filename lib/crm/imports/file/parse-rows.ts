import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { invalid } from '@/lib/platform/errors';
import { unguardCell } from '@/lib/platform/files/own-table';
import { decodeText } from './decode';
import type { CsvFormat, FileRow } from './format';

const MOST_COLUMNS = 500;
const LONGEST_ROW = 1_000_000;
/** Files mix them: each line ends as it ends. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

/**
 * The rows of a CSV file, header first, in memory of a few rows. Ragged rows come as they are, blank ones not.
 * @throws invalid for a file that is no CSV, naming the row; for bad encoding; for more than 500 columns.
 */
export async function* parseRows(source: AsyncIterable<Buffer>, format: CsvFormat): AsyncGenerator<FileRow> {
  yield* parseText(decodeText(source, format.encoding), format);
}

/** As `parseRows`, of text. */
export async function* parseText(
  source: AsyncIterable<string>,
  { separator, relaxedQuotes, guarded }: CsvFormat,
): AsyncGenerator<FileRow> {
  let row = 0;
  try {
    const parser = parse({
      bom: true,
      delimiter: separator,
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      relax_quotes: relaxedQuotes,
      max_record_size: LONGEST_ROW,
    });
    const piping = pipeline(Readable.from(source), parser);
    piping.catch(() => {}); // the parser is destroyed with the same error, and the loop below throws it
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (cells.length > MOST_COLUMNS)
        throw invalid(
          `Row ${row} has ${cells.length.toLocaleString('en-US')} columns. At most ${MOST_COLUMNS} are read.`,
        );
      if (!isBlank(cells)) yield { row, cells: guarded ? cells.map(unguardCell) : cells };
    }
    await piping;
  } catch (error) {
    throw wordsFor(error, row + 1);
  }
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

function wordsFor(error: unknown, row: number): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'CSV_MAX_RECORD_SIZE') return invalid(`Row ${row} is too long, or a quote in it is never closed.`);
  if (error instanceof CsvError) return invalid(`Row ${row} is no CSV: look at its quotes.`, { reason: 'BAD_CSV' });
  return error;
}
