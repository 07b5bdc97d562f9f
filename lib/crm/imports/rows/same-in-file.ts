/**
 * Rows of one file that share what records are found by: each is told as it is skipped, or as it overwrites what an
 * earlier one made or changed. Names fields and rows, never values. Pure.
 */
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { RowProblem } from '../schemas';
import type { Duplicates } from './duplicates';
import { labelOf } from './what-is-wrong';

/**
 * What is listed of a row that is the same as an earlier one.
 * @param earlier that row; undefined: it is known only that there is one
 */
export function sameAsEarlier(
  module: ModuleDefinition,
  { by, and = [], action }: Duplicates,
  row: number,
  earlier: number | undefined,
): RowProblem {
  const labels = [by ?? '', ...and].map((name) => labelOf(module, name));
  const same = (as: string) =>
    `The same ${labels.join(' and ')} as ${as}: ${action === 'skip' ? 'skipped.' : 'this row overwrites it.'}`;
  const kind = same('an earlier row of this file');
  return {
    row,
    field: labels[0] ?? null,
    problem: earlier === undefined ? kind : same(`row ${earlier}`),
    kind,
    isTaken: true,
    ...(action === 'skip' && { isSkipped: true }),
  };
}
