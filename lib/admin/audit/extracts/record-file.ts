/** Files of an extract of a record: the lines as CSV, the proofs as JSON lines. */
import { toCsv } from '@/lib/platform/files/to-csv';
import type { ExtractProof, RecordLine } from './contents';

const COLUMNS = ['Time (UTC)', 'Action', 'Who', 'Fields', 'Purpose', 'Details', 'Entry ID'] as const;

export const recordLinesCsv = (lines: readonly RecordLine[]): string =>
  toCsv([
    COLUMNS,
    ...lines.map((line) => [line.at, line.what, line.who, line.fields.join(', '), line.purpose, line.details, line.id]),
  ]);

/** An entry a line: its leaf hash, the text that it is made of, and the way from it to the signed checkpoint. */
export const proofLines = (proofs: readonly ExtractProof[]): string =>
  proofs.map((proof) => `${JSON.stringify(proof)}\n`).join('');
