import { Fragment, type ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { CheckResult, ColumnProblem } from '@/lib/crm/imports/schemas';

/** On a narrow screen all four columns are to be seen at once. */
const NARROW = 'max-sm:px-2';

/** What is wrong with which column, and in how many rows: told before the rows are. */
export function ProblemsByColumn({
  problems,
  waysOut,
}: {
  problems: readonly ColumnProblem[] | undefined;
  /** Buttons that mend it, while it can be. */
  waysOut?: (problem: ColumnProblem) => ReactNode;
}) {
  if (!problems || problems.length === 0) return null;
  return (
    <Table label="Problems by column">
      <TableHead>
        <TableRow>
          <TableHeader className={NARROW}>Field</TableHeader>
          <TableHeader className={NARROW} align="right">
            Rows
          </TableHeader>
          <TableHeader className={NARROW}>Problem</TableHeader>
          <TableHeader className={NARROW}>Outcome</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {problems.map((one) => {
          const { field, problem, isTaken, isSkipped, rows } = one;
          const ways = waysOut?.(one);
          return (
            <Fragment key={`${field} ${problem} ${isTaken}`}>
              <TableRow className={ways ? 'border-b-0' : undefined}>
                <TableCell className={NARROW}>{field ?? 'Whole row'}</TableCell>
                <TableCell className={NARROW} align="right">
                  {rows.toLocaleString('en-US')}
                </TableCell>
                <TableCell className={NARROW}>{problem}</TableCell>
                <TableCell className={NARROW}>{isSkipped ? 'Skipped' : isTaken ? 'Taken' : 'Refused'}</TableCell>
              </TableRow>
              {ways ? (
                <TableRow className="border-t-0">
                  <TableCell colSpan={4} className={cn('pt-0', NARROW)}>
                    <div className="flex flex-wrap gap-2">{ways}</div>
                  </TableCell>
                </TableRow>
              ) : null}
            </Fragment>
          );
        })}
      </TableBody>
    </Table>
  );
}

const FEW = 20;

/** What is wrong with which row, folded where it is long. Names fields, never values. */
export function ProblemTable({ problems, byColumn = [] }: Pick<CheckResult, 'problems' | 'byColumn'>) {
  if (problems.length === 0) return null;
  const more = byColumn.reduce((sum, { rows }) => sum + rows, 0) > problems.length;
  return (
    <details open={problems.length <= FEW}>
      <summary className="cursor-pointer text-muted text-sm">
        {more ? `Row by row, the first ${problems.length}` : 'Row by row'}
      </summary>
      <Table label="Row by row" className="mt-2">
        <TableHead>
          <TableRow>
            <TableHeader align="right">Row</TableHeader>
            <TableHeader>Field</TableHeader>
            <TableHeader>Problem</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {problems.map(({ row, field, problem }) => (
            <TableRow key={`${row} ${field} ${problem}`}>
              <TableCell align="right">{row}</TableCell>
              <TableCell>{field ?? 'Whole row'}</TableCell>
              <TableCell>{problem}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </details>
  );
}
