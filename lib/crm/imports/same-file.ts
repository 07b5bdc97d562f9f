/** What is told of the very same file, imported before. Pure. */
import { invalid } from '@/lib/platform/errors';
import type { Duplicates } from './rows/duplicates';

export interface ImportedBefore {
  /** ISO. */
  at: string;
  /** Records of it that the asker sees now, counted up to `MOST_COUNTED`. */
  records: number;
  /** It is not over. */
  runs: boolean;
}

export const MOST_COUNTED = 10_000;

/** Where it stands, behind "This very file": how many records it made, or that it runs. */
export function recordsMade({ records, runs }: ImportedBefore): string {
  if (records === 0 && runs) return 'it has made no record yet, and goes on';
  const count = `${records.toLocaleString('en-US')}${records < MOST_COUNTED ? '' : ' or more'}`;
  return `${count} ${records === 1 ? 'record it made is' : 'records it made are'} here${runs ? ', and it goes on' : ''}`;
}

/** Whether every row of a file would become a record, whatever is there. */
export const makesAgain = ({ action }: Pick<Duplicates, 'action'>): boolean => action === 'create';

/**
 * A file imported before makes its records a second time only when that was said.
 * @throws invalid, reason `ASK_AGAIN`
 */
export function assertMeantAgain(before: ImportedBefore | null, duplicates: Duplicates, again: boolean): void {
  if (!before || !makesAgain(duplicates) || again) return;
  throw invalid(
    `This very file was imported before: ${recordsMade(before)}. Say that they are to be made a second time, or find records by a field.`,
    { reason: 'ASK_AGAIN' },
  );
}
