import { expect, test } from 'vitest';
import { type DataTableColumn, minimumWidth, narrowWidth, placeColumns, SELECT_WIDTH, sharesOf } from './columns';

const column = (id: string, rest: Partial<DataTableColumn<object>> = {}): DataTableColumn<object> => ({
  id,
  header: id,
  cell: () => id,
  ...rest,
});

test('pinned columns stand first, each where the one before it ends', () => {
  const columns = [column('a'), column('b', { pinned: true, width: 100 }), column('c', { pinned: true, width: 80 })];
  const placed = placeColumns(columns, true, false);
  expect(placed.map(({ id, left, edge }) => [id, left, edge])).toEqual([
    ['b', SELECT_WIDTH, false],
    ['c', SELECT_WIDTH + 100, true],
    ['a', undefined, undefined],
  ]);
});

test('without checkboxes the first pinned column stands at the edge', () => {
  expect(placeColumns([column('a', { pinned: true })], false, false)[0]?.left).toBe(0);
});

test('a column without a width still counts for the width below which the table scrolls', () => {
  const narrow = minimumWidth(placeColumns([column('a', { width: 100 })], true, false), true);
  const wide = minimumWidth(placeColumns([column('a', { width: 100 }), column('b')], true, false), true);
  expect(wide - narrow).toBeGreaterThanOrEqual(144);
});

test('a name and the seven columns a list begins with stand side by side in a window of 1,360 px', () => {
  const seven = Array.from({ length: 7 }, (_, n) => column(`c${n}`));
  const placed = placeColumns([column('name', { pinned: true, width: 220 }), ...seven], true, false);
  const margins = 2 * 24;
  expect(minimumWidth(placed, true) + margins).toBeLessThanOrEqual(1360);
});

test('on a phone every column takes a whole share of what is seen, a wide one two', () => {
  const placed = placeColumns(
    [column('hidden name', { width: 260 }), column('b', { width: 88 }), column('c')],
    true,
    false,
  );
  expect(placed.map(sharesOf)).toEqual([2, 1, 1]);
  expect(narrowWidth(placed, true)).toBe('calc(4 * var(--share) + 80px)');
  expect(narrowWidth(placed, false)).toBe('calc(4 * var(--share) + 40px)');
});
