import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import { FIELD_TYPES } from '@/lib/crm/modules/field-types/registry';
import type { FieldTypeKey, StoredValue } from '@/lib/crm/modules/field-types/type';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { FieldDisplay } from './field-display';

function show(type: FieldTypeKey, value: StoredValue | undefined): string {
  const flags = { required: false, readOnly: false, unique: false, marked: false, sealed: false };
  const options = { pickList: [{ value: 'a', label: 'Alpha' }] };
  const field: FieldDescription = { id: '1', apiName: 'F', label: 'F', type, options, ...flags };
  const lookups = { '8': { name: 'Acme', href: '/m/Accounts/8' } };
  return renderToStaticMarkup(
    <FieldDisplay field={field} value={value} timeZone="America/New_York" lookups={lookups} users={{ '7': 'Ann' }} />,
  );
}

test.each(FIELD_TYPES)('an empty $label says so', ({ key }) => expect(show(key, undefined)).toContain('Empty'));

test('a web address opens apart and learns nothing of ours', () => {
  const html = show('url', 'https://example.org/a');
  for (const part of ['href="https://example.org/a"', 'rel="noopener noreferrer"', 'referrerPolicy="no-referrer"']) {
    expect(html).toContain(part);
  }
});

test('a stored address of another scheme is no link', () => {
  expect(show('url', 'javascript:alert(1)')).toBe('<span>javascript:alert(1)</span>');
});

test('an email address cannot add headers to a mail', () => {
  expect(show('email', 'a?bcc=x&y@example.org')).toContain('href="mailto:a%3Fbcc%3Dx%26y@example.org"');
});

test('a phone number is dialled with its extension', () => {
  expect(show('phone', '(555) 907-9875 x3')).toContain('href="tel:+15559079875;ext=3"');
});

test('a text is shown as text', () => {
  for (const type of ['single_line', 'multi_line', 'pick_list'] as const) {
    expect(show(type, '<script>alert(1)</script>')).not.toContain('<script');
  }
});

test('names stand for ids, and an id without a name is not shown', () => {
  expect(show('lookup', '8')).toMatch(/<a [^>]*href="\/m\/Accounts\/8"[^>]*>Acme</u);
  expect(show('multi_lookup', ['8', '99'])).toContain('Not available');
  expectAbsent(show('multi_lookup', ['8', '99']), '99');
  expect(show('user', '7')).toBe('Ann');
  expectAbsent(show('user', '99'), '99');
  expect(show('multi_user', ['7', '99'])).toBe('Ann, <span class="text-subtle">Unknown user</span>');
});

test('times are in the zone of the reader, ticks are read aloud, options by their label', () => {
  expect(show('date_time', '2024-07-01T16:05:00.000Z')).toContain('Jul 1, 2024, 12:05 PM');
  expect(show('checkbox', true)).toContain('Yes');
  expect(show('multi_pick_list', ['a'])).toContain('Alpha');
});
