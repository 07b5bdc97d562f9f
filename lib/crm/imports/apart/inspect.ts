/**
 * Finds out what an uploaded file is by reading it to its end. Guarantees: the process that serves people parses no more
 * than 64 KiB of a file; what is larger is read by another.
 */
import { Readable } from 'node:stream';
import type { SheetFormat } from '../file/format';
import { type CsvChoice, type Inspected, inspectCsv, inspectRows, type Manner } from '../file/inspect';
import { NORMALISED, rowsOfSheet } from '../file/normalised';
import { parseRows } from '../file/parse-rows';
import { START_BYTES, splitStart } from '../file/split-start';
import { inspectApart } from './read-apart';
import type { Answers } from './task';

type Open = () => Promise<Readable>;

/** As `inspectCsv`. A file that is whole in its beginning is not worth a process. */
export function inspectUpload(
  start: Buffer,
  open: Open,
  choice: CsvChoice = {},
  manner: Manner = { for: 'a program' },
): Promise<Answers['csv']> {
  if (start.length < START_BYTES) return inspectCsv(start, async () => Readable.from([start]), choice, manner);
  return inspectApart(open, { kind: 'csv', choice, manner });
}

/** Reads one sheet of a workbook that is kept as rows, for a person. @throws invalid for a sheet without rows */
export async function inspectSheet(
  open: Open,
  { sheet, headerRow }: { sheet: number; headerRow?: number | undefined },
): Promise<Inspected & { format: SheetFormat }> {
  const kept = await open();
  const { start } = await splitStart(kept);
  kept.destroy();
  const read =
    start.length < START_BYTES
      ? await inspectRows(rowsOfSheet(parseRows(Readable.from([start]), NORMALISED), sheet), {
          for: 'a person',
          headerRow,
        })
      : await inspectApart(open, { kind: 'sheet', sheet, headerRow });
  const below = read.headerRow !== undefined && { headerRow: read.headerRow };
  return { ...read, format: { kind: 'xlsx', sheet, ...below } };
}
