import { expect, test } from 'vitest';
import { recordExportSchema } from '@/lib/crm/exports/schemas';
import type { SavedView } from '@/lib/crm/views/queries';
import { type ExportChoice, requestFor } from './request-for';

const shown = {
  columns: ['Phone', 'Title'],
  filters: [{ field: 'Title', operator: 'in', value: ['Dr', 'Prof'] }],
  search: 'Zqsought',
} as const;
const saved = {
  id: '900000000001',
  definition: { columns: ['Email'], filters: [{ field: 'Email', operator: 'is_not_empty' }], sort: null },
} as unknown as SavedView;
const IDS = ['900000000002', '900000000003'];

const asked = (choice: Partial<ExportChoice>) => {
  const whole: ExportChoice = { scope: 'view', viewId: null, format: 'csv', include: [], bom: false, ...choice };
  return requestFor('Contacts', whole, { view: shown, views: [saved], selected: IDS });
};

test('the list as it is shown leaves with its columns, its filters and what was searched', () => {
  expect(asked({})).toEqual({ module: 'Contacts', bom: false, format: 'csv', ...shown });
});

test('the selected leave with the columns shown and nothing else: their ids say which they are', () => {
  const request = asked({ scope: 'selected' });
  expect(request).toMatchObject({ columns: ['Phone', 'Title'], ids: IDS });
  expect(request).not.toHaveProperty('filters');
  expect(request).not.toHaveProperty('search');
});

test('a saved view leaves with its own columns and filters, and not with what is searched in the list just now', () => {
  const request = asked({ scope: 'saved', viewId: saved.id });
  expect(request).toMatchObject({ columns: ['Email'], filters: [{ field: 'Email', operator: 'is_not_empty' }] });
  expect(request).not.toHaveProperty('search');
});

test('a saved view that is gone by then is what the list shows, never all records', () => {
  expect(asked({ scope: 'saved', viewId: '900000000009' })).toEqual(asked({}));
});

test('all records leave without any condition', () => {
  expect(asked({ scope: 'all' })).toEqual({ module: 'Contacts', bom: false, format: 'csv' });
});

test('a byte order mark is for text, and what a zip includes for a zip', () => {
  expect(asked({ format: 'xlsx', bom: true }).bom).toBe(false);
  expect(asked({ format: 'csv', bom: true }).bom).toBe(true);
  expect(asked({ format: 'csv', include: ['attachments'] })).not.toHaveProperty('include');
  expect(asked({ format: 'zip', include: ['attachments'] }).include).toEqual(['attachments']);
});

test('whatever is chosen, the server takes the request', () => {
  for (const scope of ['selected', 'view', 'saved', 'all'] as const) {
    for (const format of ['csv', 'xlsx', 'zip'] as const) {
      const request = asked({ scope, format, viewId: saved.id, include: ['related', 'attachments'] });
      expect(recordExportSchema.safeParse(request).error, `${scope} ${format}`).toBeUndefined();
    }
  }
});
