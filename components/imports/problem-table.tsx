import type { ReactNode } from 'react';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ColumnProblem, RowProblem } from '@/lib/imports/schemas';

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
          <TableHeader>Field</TableHeader>
          <TableHeader align="right">Rows</TableHeader>
          <TableHeader>Problem</TableHeader>
          <TableHeader>What becomes of them</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {problems.map((one) => {
          const { field, problem, isTaken, rows } = one;
          return (
            <TableRow key={`${field} ${problem} ${isTaken}`}>
              <TableCell>{field ?? 'Whole row'}</TableCell>
              <TableCell align="right">{rows.toLocaleString('en-US')}</TableCell>
              <TableCell>{problem}</TableCell>
              <TableCell>
                <div className="flex flex-wrap items-center gap-2">
                  {isTaken ? 'Taken' : 'Refused'}
                  {waysOut?.(one)}
                </div>
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

const FEW = 20;

/** What is wrong with which row, folded where it is long. Names fields, never values. */
export function ProblemTable({ problems, more }: { problems: readonly RowProblem[]; more: boolean }) {
  if (problems.length === 0) return null;
  return (
    <details open={problems.length <= FEW}>
      <summary className="cursor-pointer text-muted text-sm">
        {more ? `Row by row, the first ${problems.length}` : 'Row by row'}
      </summary>
      <Table label="Rows with a problem" className="mt-2">
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
