import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { openFile } from '../disclose';
import { invalid } from '../errors';
import { readSealedFile } from '../files/store';
import type { Id } from '../ids';
import { decodeText } from './decode';

/** A row of the file; the header is row 1. */
export interface FileRow {
  row: number;
  cells: string[];
}

const DELIMITERS = [',', ';', '\t', '|'];
const MOST_COLUMNS = 500;
const LONGEST_ROW = 1_000_000;

/**
 * The rows of an uploaded file, header first, in memory of a few rows. Ragged rows come as they are.
 * @throws invalid for a file that is no CSV, naming the row; for bad encoding; for more than 500 columns.
 */
export async function* readRows(orgId: Id, fileId: Id): AsyncGenerator<FileRow> {
  yield* parseRows(await openFile(orgId, fileId, await readSealedFile({ orgId, fileId })));
}

/** As `readRows`, of any bytes. */
export async function* parseRows(source: AsyncIterable<Buffer>): AsyncGenerator<FileRow> {
  const texts = decodeText(source);
  let row = 0;
  try {
    const { value: start = '' } = await texts.next();
    const parser = parse({
      bom: true,
      delimiter: delimiterOf(start),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
    });
    const piping = pipeline(Readable.from(following(start, texts)), parser);
    piping.catch(() => {}); // the parser is destroyed with the same error, and the loop below throws it
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (cells.length > MOST_COLUMNS) throw invalid(`Row ${row} has more than ${MOST_COLUMNS} columns.`);
      yield { row, cells };
    }
    await piping;
  } catch (error) {
    throw wordsFor(error, row + 1);
  }
}

async function* following(start: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** The one of the usual delimiters that the first line has most of, outside quotes. */
function delimiterOf(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

function wordsFor(error: unknown, row: number): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'CSV_MAX_RECORD_SIZE') return invalid(`Row ${row} is too long, or a quote in it is never closed.`);
  if (code.startsWith('CSV_')) return invalid(`Row ${row} is no CSV: look at its quotes.`, { reason: 'BAD_CSV' });
  return error;
}
