import { expect, test } from 'vitest';
import type { BoardColumn } from '@/lib/crm/boards/get';
import type { ListRow } from '@/lib/crm/records/list';
import { kept, longer, moved } from './moved';

const row = (id: string, Amount: number): ListRow => ({ id, name: id, version: 1, values: { Amount } });
const column = (value: string, rows: ListRow[], rest: Partial<BoardColumn> = {}): BoardColumn => ({
  value,
  rows,
  next: null,
  count: { records: rows.length, more: false },
  sum: rows.reduce((sum, { values }) => sum + Number(values.Amount), 0),
  ...rest,
});
const idsIn = (columns: BoardColumn[]) => columns.map(({ rows }) => rows.map(({ id }) => id).join(''));

test('a card that is moved stands on top of the other column, and both count and add up anew', () => {
  const columns = [column('A', [row('a', 0.1), row('b', 0.2)]), column('B', [row('c', 0.7)])];
  const after = moved(columns, 'b', 'B', 'Amount');
  expect(idsIn(after)).toEqual(['a', 'bc']);
  expect(after.map(({ count, sum }) => [count.records, sum])).toEqual([
    [1, 0.1],
    [2, 0.9],
  ]);
  expect(idsIn(moved(after, 'b', 'A', 'Amount'))).toEqual(['ba', 'c']);
});

test('what was not counted to its end and not added up stays so', () => {
  const count = { records: 1000, more: true };
  const after = moved([column('A', [row('a', 5)], { count, sum: null }), column('B', [])], 'a', 'B', null);
  expect(after.map((one) => [one.count, one.sum])).toEqual([
    [count, null],
    [{ records: 1, more: false }, 0],
  ]);
});

test('a card that is not there, or there already, changes nothing', () => {
  const columns = [column('A', [row('a', 1)])];
  expect(idsIn(moved(columns, 'x', 'A', null))).toEqual(['a']);
  expect(idsIn(moved(columns, 'a', 'A', null))).toEqual(['a']);
});

test('cards that are read later stand once, also those that were moved meanwhile', () => {
  const columns = [column('A', [row('a', 1)]), column('B', [row('b', 1)])];
  expect(idsIn(longer(columns, 'A', [row('b', 1), row('c', 1)], null))).toEqual(['ac', 'b']);
  expect(kept(columns, 'b', 4)[1]?.rows[0]?.version).toBe(4);
});
