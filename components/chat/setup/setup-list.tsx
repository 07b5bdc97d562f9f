'use client';

import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState, type EmptyStateProps } from '@/components/ui/empty-state';
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Id } from '@/lib/platform/ids';

export interface SetupListProps<Row extends { id: Id }> {
  id: string;
  /** Of the card; the table's name too. */
  title: string;
  description?: string;
  addLabel: string;
  onAdd: () => void;
  /** What is said while there are none. */
  empty: Pick<EmptyStateProps, 'icon' | 'title' | 'text'>;
  rows: readonly Row[];
  /** Headings; of the last column, which says what is done to a row, only screen readers are told. */
  columns: readonly (string | { heading: string; align: 'right' })[];
  lastColumn: string;
  /** The cells of a row, the last column's too. */
  cells: (row: Row) => ReactNode;
  /** Dialogs. */
  children?: ReactNode;
}

/** What is configured in one place, with a button to add to it: in the middle while there is nothing, at the top after. */
export function SetupList<Row extends { id: Id }>(props: SetupListProps<Row>) {
  const { id, title, description, addLabel, onAdd, empty, rows, columns, lastColumn, cells, children } = props;
  const add = (
    <Button variant="primary" onClick={onAdd}>
      <Plus aria-hidden="true" />
      {addLabel}
    </Button>
  );
  return (
    <Card id={id} title={title} description={description} actions={rows.length > 0 ? add : null} flush>
      {rows.length === 0 ? (
        <EmptyState {...empty} action={add} />
      ) : (
        <Table label={title}>
          <TableHead>
            <tr>
              {columns.map((column) =>
                typeof column === 'string' ? (
                  <TableHeader key={column}>{column}</TableHeader>
                ) : (
                  <TableHeader key={column.heading} align={column.align}>
                    {column.heading}
                  </TableHeader>
                ),
              )}
              <TableHeader>
                <span className="sr-only">{lastColumn}</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.id}>{cells(row)}</TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {children}
    </Card>
  );
}
