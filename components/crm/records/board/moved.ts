/** What a board shows after a card was moved or more were read. Pure. */
import type { BoardColumn } from '@/lib/crm/boards/get';
import type { ColumnValue } from '@/lib/crm/records/board-fields';
import type { ListRow } from '@/lib/crm/records/list';
import type { Id } from '@/lib/platform/ids';

type Columns = readonly BoardColumn[];

export const columnOf = (columns: Columns, id: Id): BoardColumn | undefined =>
  columns.find(({ rows }) => rows.some((row) => row.id === id));

/**
 * The card stands on top of another column; both count and add up anew, as far as they did.
 * @param sum API name of what is added up
 */
export function moved(columns: Columns, id: Id, to: ColumnValue, sum: string | null): BoardColumn[] {
  const from = columnOf(columns, id);
  const card = from?.rows.find((row) => row.id === id);
  if (!from || !card || from.value === to) return [...columns];
  const amount = sum === null ? 0 : Number(card.values[sum] ?? 0);
  return columns.map((column) => {
    if (column === from) return changed(column, -1, -amount, without(column.rows, id));
    if (column.value === to) return changed(column, 1, amount, [card, ...column.rows]);
    return column;
  });
}

const without = (rows: readonly ListRow[], id: Id): ListRow[] => rows.filter((row) => row.id !== id);

function changed(column: BoardColumn, records: 1 | -1, amount: number, rows: ListRow[]): BoardColumn {
  const { count, sum } = column;
  return {
    ...column,
    rows,
    count: count.more ? count : { ...count, records: count.records + records },
    // Cents: adding up in binary leaves a little over.
    sum: sum === null ? null : Math.round((sum + amount) * 1e6) / 1e6,
  };
}

/** The card as it is now that its change was kept. */
export const kept = (columns: Columns, id: Id, version: number): BoardColumn[] =>
  columns.map((column) => ({
    ...column,
    rows: column.rows.map((row) => (row.id === id ? { ...row, version } : row)),
  }));

/** More cards at the end of a column, without those that stand on the board already. */
export const longer = (
  columns: Columns,
  value: ColumnValue,
  rows: readonly ListRow[],
  next: string | null,
): BoardColumn[] =>
  columns.map((column) =>
    column.value === value
      ? { ...column, next, rows: [...column.rows, ...rows.filter(({ id }) => !columnOf(columns, id))] }
      : column,
  );
