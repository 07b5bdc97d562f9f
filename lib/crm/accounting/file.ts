/** The accounting as a file to give to the person a record is about: a table for a spreadsheet, or pages to print. */
import type { Context } from '@/lib/platform/context';
import { toCsv } from '@/lib/platform/files/to-csv';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { type Accounting, factsOf, readAccounting } from './accounting';
import { type AccountingLine, linesOfCopy } from './copy';
import { accountingPdf } from './pdf';
import { type AccountingFileRequest, accountingFileSchema } from './schemas';

export interface AccountingFile {
  /** Says which record, by its id, and nothing else of it. */
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
}

const CONTENT_TYPES = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' } as const;

/** Makes the file, once its event is there. @throws as `accountingOf` */
export async function accountingFile(ctx: Context, input: AccountingFileRequest): Promise<AccountingFile> {
  const { format, whole, ...request } = readInput(accountingFileSchema, input);
  const attempt = { action: 'accounting.export', module: request.module, recordId: request.recordId } as const;
  const accounting = await mutate(ctx, attempt, async (tx) => {
    const read = await readAccounting(tx, ctx, request);
    const value = { ...read, lines: linesOfCopy(read.lines, whole) };
    return { value, entries: [{ ...attempt, facts: { ...factsOf(value), format, whole } }] };
  });
  const bytes = format === 'csv' ? Buffer.from(csvOf(accounting, whole)) : await accountingPdf(accounting);
  return { fileName: fileNameOf(accounting, format), contentType: CONTENT_TYPES[format], bytes };
}

/** Says which record and days, and nothing else. */
export const fileNameOf = ({ recordId, period }: Accounting, format: 'csv' | 'pdf'): string =>
  `accounting-${recordId}-${period.from}-${period.to}.${format}`;

const HEADER = ['First (UTC)', 'Last (UTC)', 'Times', 'Recipient', 'Address', 'What', 'How', 'Purpose'];

function csvOf({ lines }: Accounting, whole: boolean): string {
  const rows = lines.map((line) => {
    const { firstAt, lastAt, times, recipient, address, what, exit, purpose, exception } = line;
    const cells = [firstAt, lastAt, String(times), recipient, address, what, exit, purpose];
    return whole ? [...cells, inWords(exception)] : cells;
  });
  return toCsv([whole ? [...HEADER, 'Accounted for'] : HEADER, ...rows], true);
}

const inWords = (exception: AccountingLine['exception']): string =>
  exception ? `Not needed: ${exception.why} (${exception.section})` : 'Yes';
