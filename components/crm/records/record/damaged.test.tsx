import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { ListField } from '@/lib/crm/records/list-fields';
import { listColumns } from '../list/list-columns';
import { DamagedCallout } from './damaged-callout';
import { HealthTab } from './health-tab';

const field = (apiName: string, sealed: boolean) =>
  ({ id: apiName, apiName, label: apiName, type: 'single_line', options: {}, marked: true, sealed }) as FieldDefinition;

const health = (damaged: boolean) =>
  renderToStaticMarkup(
    <HealthTab
      module="Contacts"
      recordId="1"
      fields={[field('SSN', true), field('Diagnosis', false)]}
      reveals={{}}
      closedDoors={[]}
      names={{ users: {}, lookups: {} }}
      timeZone="UTC"
      mayReveal
      refusal=""
      damaged={damaged}
    />,
  );

describe('where the encrypted values of a record do not open', () => {
  test('Reveal is not offered on them, and they say that they do not open; the others are revealed as ever', () => {
    const html = health(true);
    expect(html).not.toContain('Reveal SSN');
    expect(html).not.toContain('Reveal all');
    expect(html).toContain('Does not open');
    expect(html).toContain('Reveal Diagnosis');
    expect(health(false)).toContain('Reveal SSN');
  });

  test('the form says beforehand that they stay as they are', () => {
    expect(renderToStaticMarkup(<DamagedCallout editing />)).toContain('stay as they are, whatever is saved here');
  });

  test('a list says so in the cell and in the place of a name, and offers no Reveal of the name', () => {
    const name = { ...field('Name', true), system: 'Name', operators: [] } as unknown as ListField;
    const phone = { ...field('Phone', true), marked: false, system: null } as unknown as ListField;
    const page = { columns: ['Phone'], masked: [], names: { users: {}, lookups: {} } };
    const hidden = { shown: {}, onAsk: () => {}, onHide: () => {} };
    const row = { id: '4711000123', name: null, version: 1, values: {}, damaged: true as const };
    for (const column of listColumns([name, phone], page, 'UTC', hidden)) {
      expect(renderToStaticMarkup(column.cell(row))).toContain('Does not open');
      expect(column.aside?.(row, true) ?? null).toBeNull();
    }
  });
});
