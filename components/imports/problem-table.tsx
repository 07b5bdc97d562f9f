import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ColumnProblem, RowProblem } from '@/lib/imports/schemas';

/** What is wrong with which column, and in how many rows: told before the rows are. */
export function ProblemsByColumn({ problems }: { problems: readonly ColumnProblem[] | undefined }) {
  if (!problems || problems.length === 0) return null;
  return (
    <Table label="Problems by column">
      <TableHead>
        <TableRow>
          <TableHeader>Field</TableHeader>
          <TableHeader align="right">Rows</TableHeader>
          <TableHeader>Problem</TableHeader>
          <TableHeader>What became of them</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {problems.map(({ field, problem, isTaken, rows }) => (
          <TableRow key={`${field} ${problem} ${isTaken}`}>
            <TableCell>{field ?? 'Whole row'}</TableCell>
            <TableCell align="right">{rows.toLocaleString('en-US')}</TableCell>
            <TableCell>{problem}</TableCell>
            <TableCell>{isTaken ? 'Taken' : 'Refused'}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** What is wrong with which row. Names fields, never values. */
export function ProblemTable({ problems, more }: { problems: readonly RowProblem[]; more: boolean }) {
  if (problems.length === 0) return null;
  return (
    <>
      <Table label="Rows with a problem">
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
      {more ? <p className="mt-2 text-subtle text-xs">Only the first ones are listed.</p> : null}
    </>
  );
}
