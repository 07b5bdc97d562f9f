import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { RowProblem } from '@/lib/imports/schemas';

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
