/** The month's report as a file: a table for a spreadsheet, or pages to file away. */
import type { Context } from '@/lib/platform/context';
import { newDocument, sheetOn } from '@/lib/platform/files/pdf-sheet';
import { toCsv } from '@/lib/platform/files/to-csv';
import { readInput } from '@/lib/platform/read-input';
import { type ReviewReport, reportBy } from './report';
import type { ReportLine } from './report-lines';
import { sentencesOf } from './report-words';
import { type ReportRequest, reportFileSchema } from './schemas';

export interface ReportFile {
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
}

const CONTENT_TYPES = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' } as const;

/** Makes the file, once its event is there. @throws as `reviewReport` */
export async function reviewReportFile(ctx: Context, input: ReportRequest & { format: string }): Promise<ReportFile> {
  const { month, format } = readInput(reportFileSchema, input);
  const report = await reportBy(ctx, { month }, { action: 'review.download', format });
  const bytes = format === 'csv' ? Buffer.from(csvOf(report)) : await pdfOf(report);
  return { fileName: `review-${month}.${format}`, contentType: CONTENT_TYPES[format], bytes };
}

const HEADER = [
  'Item',
  'Rule',
  'Person',
  'Entries',
  'Found (UTC)',
  'State',
  'Signed off by',
  'Signed off (UTC)',
  'Entry of the audit log',
  'Leaf',
  'Overdue',
];

const csvOf = ({ lines }: ReviewReport): string => toCsv([HEADER, ...lines.map(cellsOf)], true);

const cellsOf = (line: ReportLine): string[] => [
  line.id,
  line.title,
  line.personName,
  String(line.entries),
  line.foundAt,
  line.state.replace('_', ' '),
  line.signed?.by ?? '',
  line.signed?.at ?? '',
  line.signed?.entry ?? '',
  line.signed?.leaf?.toString() ?? '',
  line.isOverdue ? 'yes' : line.isLate ? 'was, until it was signed off' : 'no',
];

async function pdfOf(report: ReviewReport): Promise<Uint8Array> {
  const pdf = await newDocument(`Review of the audit log, ${report.month}`, new Date(report.madeAt));
  const sheet = await sheetOn(pdf);
  const set = (text: string, style: Parameters<typeof sheet.set>[1]) => sheet.set(settable(text), style);
  set('Review of the audit log', { size: 18, bold: true });
  set(`${report.organisation}, ${report.month} (UTC). Made ${minuteOf(report.madeAt)}.`, { size: 10, grey: true });
  for (const text of sentencesOf(report)) set(text, { size: 10, above: 6 });
  for (const { title, found, signed, open } of report.rules) {
    set(`${title}: ${found} found, ${signed} signed off, ${open} open`, { size: 10, above: 4 });
  }
  for (const line of report.lines) {
    set(`${line.title}: ${line.personName}`, { size: 10, bold: true, above: 10, keep: 2 });
    set(`Item ${line.id}, found ${minuteOf(line.foundAt)}, entries: ${line.entries}`, { size: 9 });
    set(signedInWords(line), { size: 9 });
  }
  sheet.end(`${report.organisation} - review of ${report.month}`.replace(/[^\x20-\x7e]/g, '?'));
  return pdf.save();
}

const minuteOf = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

function signedInWords({ signed, state, isOverdue, isLate }: ReportLine): string {
  if (signed === null) return isOverdue ? 'Open, and overdue.' : 'Open.';
  const place = signed.leaf === null ? `entry ${signed.entry}` : `entry ${signed.entry}, leaf ${signed.leaf}`;
  const late = isLate ? ', after it had been overdue' : '';
  return `${state.replace('_', ' ')}: ${signed.by}, ${minuteOf(signed.at)}${late} (${place}).`;
}

/** What the font cannot write stands as a question mark. */
const settable = (text: string): string =>
  [...text.normalize('NFC')].map((one) => (/[\x20-\x7e\u00a1-\u00ff‘’“”–—…]/.test(one) ? one : '?')).join('');
