import { UNOPENED_CELL } from '@/lib/crm/records/unopened';
import type { Contents } from './contents';

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** What the zip holds, and what it does not, in words. Names of modules and fields only. */
export function bundleReadme(contents: Contents, include: ReadonlySet<string>): string {
  const lines = [
    'This export was made by Careledger. It may hold personal health data: keep it as you keep such data.',
    '',
  ];
  for (const { module, withheld } of contents.tables) {
    lines.push(`${module}.csv`);
    if (withheld.length > 0) lines.push(`  Left out, as personal health data: ${withheld.join(', ')}.`);
  }
  for (const module of contents.modulesLeftOut) lines.push(`${module}: left out. You may not export it.`);
  if (include.has('attachments')) {
    lines.push('');
    if (contents.filesLeftOut) {
      lines.push('Attached files were left out: they may hold personal health data, which may not leave.');
    } else {
      lines.push(`attachments/<Record Id>/: ${counted(contents.files, 'file', 'files')}.`);
      if (contents.missing > 0)
        lines.push(`  ${counted(contents.missing, 'file is', 'files are')} missing in the store.`);
    }
  }
  if (contents.unopened > 0) {
    lines.push(
      '',
      `${counted(contents.unopened, 'record has', 'records have')} encrypted values that do not open: they were`,
    );
    lines.push(`changed outside Careledger. Their cells hold ${UNOPENED_CELL}.`);
  }
  lines.push(
    '',
    'A cell that a spreadsheet would run has an apostrophe in front. Careledger takes it off again when it imports the file.',
    'Notes are not in an export of records.',
    '',
  );
  return lines.join('\r\n');
}
