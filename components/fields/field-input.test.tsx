import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import { FIELD_TYPES } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { expectAbsent } from '@/lib/tools/testing/absent';
import type { FieldSources } from './control-props';
import { FieldInput } from './field-input';

const sources: FieldSources = { users: [], search: async () => [], names: { '81567901': 'Secret name' } };
const VALUES: Partial<Record<string, StoredValue>> = { checkbox: true, number: 81567901, multi_lookup: ['81567901'] };

function field(part: Partial<FieldDescription>): FieldDescription {
  const flags = { required: false, readOnly: false, unique: false, marked: false, sealed: false };
  return {
    id: '1',
    apiName: 'Field_1',
    label: 'Member no.',
    type: 'single_line',
    options: { lookupModule: 'Accounts' },
    ...flags,
    ...part,
  };
}

describe('the input of', () => {
  test.each(FIELD_TYPES)('$label is named by its label', ({ key }) => {
    const html = renderToStaticMarkup(<FieldInput field={field({ type: key })} sources={sources} />);
    const id = /<label[^>]* for="([^"]+)"[^>]*>Member no\.</u.exec(html)?.[1];
    expect(id).toBeDefined();
    expect(html).toMatch(new RegExp(`<(input|textarea|select|button)[^>]* id="${id}"`, 'u'));
  });

  test.each(FIELD_TYPES)('a masked $label neither holds the value nor sends one', ({ key }) => {
    const value = VALUES[key] ?? '81567901';
    const html = renderToStaticMarkup(
      <FieldInput field={field({ type: key })} sources={sources} value={value} masked />,
    );
    expectAbsent(html, '81567901');
    expect(html).not.toContain('Secret name');
    expect(html).not.toContain('name="Field_1"');
  });

  test('a marked field is not spell-checked by the browser', () => {
    for (const type of ['single_line', 'multi_line'] as const) {
      const html = renderToStaticMarkup(<FieldInput field={field({ type, marked: true })} sources={sources} />);
      expect(html).toContain('spellCheck="false"');
    }
  });

  test('a required masked field offers no Clear value', () => {
    const html = (required: boolean) =>
      renderToStaticMarkup(<FieldInput field={field({ required })} sources={sources} masked />);
    expect(html(false)).toContain('Clear value');
    expect(html(true)).not.toContain('Clear value');
  });

  test('an option removed since stays chosen', () => {
    const options = { pickList: [{ value: 'a', label: 'Alpha' }] };
    const html = renderToStaticMarkup(
      <FieldInput field={field({ type: 'pick_list', options })} sources={sources} value="old" />,
    );
    expect(html).toMatch(/<option value="old" selected="">old</u);
  });

  test('a read-only field sends nothing', () => {
    const html = renderToStaticMarkup(<FieldInput field={field({ readOnly: true })} sources={sources} value="R-1" />);
    expect(html).toContain('value="R-1"');
    expect(html).not.toContain('name="Field_1"');
  });
});
