import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import { FIELD_TYPES } from '@/lib/crm/modules/field-types/registry';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { FILTERS } from './filters';
import { KINDS } from './kinds';

function filterOf(type: FieldTypeKey, texts: readonly string[], several = false): string {
  const flags = { required: false, readOnly: false, unique: false, marked: false, sealed: false };
  const options = { pickList: [{ value: 'a', label: 'Alpha' }] };
  const field: FieldDescription = { id: '1', apiName: 'F', label: 'F', type, options, ...flags };
  const Filter = FILTERS[KINDS[type].filter];
  const shown = {
    field,
    label: 'Value for F',
    several,
    texts,
    users: [{ value: '7', label: 'Ann' }],
    names: { '8': 'Acme' },
  };
  return renderToStaticMarkup(
    <Filter {...shown} onChange={() => {}} onNamed={() => {}} findLookups={async () => []} />,
  );
}

test.each(FIELD_TYPES)('the value of a filter on a $label is named', ({ key }) => {
  expect(filterOf(key, [])).toContain('aria-label="Value for F"');
});

test('is what fits the type: a day, a moment, a number, one of a list', () => {
  expect(filterOf('date', ['2026-01-31'])).toContain('type="date"');
  expect(filterOf('date_time', [])).toContain('type="datetime-local"');
  expect(filterOf('currency', ['5'])).toContain('inputMode="decimal"');
  expect(filterOf('pick_list', ['a'])).toContain('<option value="a" selected="">Alpha</option>');
  expect(filterOf('user', [])).toContain('Ann');
  expect(filterOf('checkbox', ['false'])).toContain('<option value="false" selected="">No</option>');
  expect(filterOf('lookup', ['8'])).toContain('Acme');
  expect(filterOf('user', ['7'], true)).toContain('Remove Ann');
});
