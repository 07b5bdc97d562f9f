import { createLoader } from 'nuqs/server';
import { expect, test } from 'vitest';
import type { SavedView } from '@/lib/crm/views/queries';
import { listParams, requestOf } from './list-params';

const load = createLoader(listParams);
const asked = (address: string) => requestOf(load(address), null);

const web = { field: 'Lead_Source', operator: 'equals', value: 'Web' };
const view = {
  id: '900000000001',
  definition: { columns: ['Title'], filters: [web], sort: { field: 'Title', order: 'desc' } },
} as unknown as SavedView;

test('an address that says nothing asks for the first fifty records as they come', () => {
  expect(asked('')).toEqual({
    columns: undefined,
    filters: [],
    sort: null,
    after: undefined,
    before: undefined,
    perPage: 50,
  });
});

test('the order is a name, from the end with a minus before it', () => {
  expect(asked('?sort=Last_Name').sort).toEqual({ field: 'Last_Name', order: 'asc' });
  expect(asked('?sort=-Last_Name').sort).toEqual({ field: 'Last_Name', order: 'desc' });
  for (const odd of ['--Last_Name', 'Last Name', 'a;drop', `${'x'.repeat(101)}`]) {
    expect(asked(`?sort=${encodeURIComponent(odd)}`).sort).toBeNull();
  }
});

test('filters of another shape are left out whole, whatever stands in the address', () => {
  const filters = (given: unknown) => asked(`?filters=${encodeURIComponent(JSON.stringify(given))}`).filters;
  expect(filters([web, { field: 'Title', operator: 'in', value: ['a', 'b'] }])).toHaveLength(2);
  expect(filters([{ field: 'Title', operator: 'is_empty' }])).toHaveLength(1);
  const odd = [{}, 'x', [web, { field: 'Title' }], [{ ...web, value: 5 }], [{ ...web, value: [5] }], [null]];
  for (const given of odd) expect(filters(given)).toEqual([]);
  expect(asked('?filters={').filters).toEqual([]);
});

test('a page is of 25, 50, 100 or 200 records, of whatever number the address speaks', () => {
  expect(asked('?size=200').perPage).toBe(200);
  for (const odd of ['1', '1000000', '-50', 'all']) expect(asked(`?size=${odd}`).perPage).toBe(50);
});

test('what the address leaves open comes from the view; what it says goes before the view', () => {
  expect(requestOf(load(''), view)).toMatchObject({ ...view.definition });
  const own = requestOf(load('?columns=Phone&sort=Phone&filters=[]'), view);
  expect(own).toMatchObject({ columns: ['Phone'], filters: [], sort: { field: 'Phone', order: 'asc' } });
});
