import { stringify } from 'csv-stringify/sync';
import { guardCell } from './own-table';

/** RFC 4180 (CRLF, quotes doubled). A cell that a spreadsheet would run as a formula gets a ' in front. */
export function toCsv(lines: readonly (readonly string[])[], bom = false): string {
  const options = { record_delimiter: 'windows', quote_record_delimiter: true, bom } as const;
  return stringify(
    lines.map((cells) => cells.map(guardCell)),
    options,
  );
}
