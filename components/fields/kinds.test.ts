/** A page takes along of a field's face what it shows, and nothing else. */
import { expect, test } from 'vitest';
import { reachableFrom } from '@/lib/tools/dev/import-graph';
import { DISPLAYS } from './displays';
import { FILTERS } from './filters';
import { INPUTS } from './inputs';
import { KINDS } from './kinds';

/** All that is loaded with it. */
const broughtBy = (path: string) => [...reachableFrom(path, ({ typeOnly }) => !typeOnly)];

test('what only shows values, or a type’s icon, does not bring what one types them into or filters by', () => {
  for (const path of [
    'components/fields/field-display.tsx',
    'components/admin/customization/type-icon.tsx',
    'components/crm/print/record-print.tsx',
    'components/crm/print/list-print.tsx',
  ]) {
    const brought = broughtBy(path).filter((one) => /fields\/(.*-input|inputs|filters|filter-controls)\./.test(one));
    expect(brought, path).toEqual([]);
  }
});

test('what one types into does not bring what one filters by', () => {
  expect(broughtBy('components/fields/field-input.tsx')).not.toContain('components/fields/filters.ts');
});

test('every input, display and filter is the face of a type', () => {
  const rows = Object.values(KINDS);
  expect(new Set(rows.map(({ input }) => input))).toEqual(new Set(Object.keys(INPUTS)));
  expect(new Set(rows.map(({ display }) => display))).toEqual(new Set(Object.keys(DISPLAYS)));
  expect(new Set(rows.map(({ filter }) => filter))).toEqual(new Set(Object.keys(FILTERS)));
});
