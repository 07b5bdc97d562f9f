/** docs/input-and-limits.md says what the code does. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MAX_PAPER_BYTES } from '@/lib/admin/agreements/papers';
import { MOST_FIELDS } from '@/lib/admin/customization/create-field';
import { MOST_MODULES } from '@/lib/admin/customization/create-module';
import { MAX_ATTACHMENT_BYTES } from '@/lib/crm/attachments/attach';
import { MOST_PRINTED } from '@/lib/crm/exports/print/print';
import * as bulk from '@/lib/crm/imports/bulk/limits';
import * as workbook from '@/lib/crm/imports/xlsx/limits';
import { MOST_PICK_LIST_OPTIONS, PICK_LIST_TEXT_LENGTH } from '@/lib/crm/modules/field-types/option-rules';
import { FIELD_TYPES } from '@/lib/crm/modules/field-types/registry';
import { MOST_FACTORS } from '@/lib/people/factors/rows';
import { TAKEN_TYPES } from '@/lib/platform/files/file-types';
import { USUAL_BUDGETS } from '@/lib/protection/compliance/budgets';

const document = readFileSync('docs/input-and-limits.md', 'utf8');
const number = (value: number) => value.toLocaleString('en-US');
const megabytes = (bytes: number) => `${bytes / 1_000_000} MB`;

test('each field type has a line that says what it takes', () => {
  const [, fields = ''] = document.split('\n## ');
  const named = [...fields.matchAll(/^\| ([^|]+) \| \S/gm)].map(([, label]) => label).slice(1);
  expect(named.sort()).toEqual(FIELD_TYPES.map(({ label }) => label).sort());
  expect(fields).toContain(`at most ${MOST_PICK_LIST_OPTIONS}, of ${PICK_LIST_TEXT_LENGTH} characters each`);
});

const WORDS: Record<(typeof TAKEN_TYPES)[number], string> = {
  'application/pdf': 'PDF;',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
  'image/heic': 'HEIC',
  'text/plain': 'plain text',
  'text/csv': 'CSV;',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '`.docx`',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '`.xlsx`',
};

test('each kind of file that is taken is named, and how large it may be', () => {
  const row = (begin: string) => document.split('\n').find((line) => line.startsWith(`| ${begin}`)) ?? '';
  expect(Object.keys(WORDS)).toEqual([...TAKEN_TYPES]);
  for (const word of Object.values(WORDS)) expect(row('Attachment')).toContain(word);
  expect(row('Attachment')).toContain(megabytes(MAX_ATTACHMENT_BYTES));
  for (const bytes of [workbook.MAX_WORKBOOK_BYTES, workbook.MAX_UNPACKED_BYTES]) {
    expect(row('Import')).toContain(megabytes(bytes));
  }
  for (const count of [workbook.MAX_ENTRIES, workbook.MAX_SHEETS, workbook.MAX_CELLS]) {
    expect(row('Import')).toContain(number(count));
  }
  for (const bytes of [bulk.MAX_ZIP_BYTES, bulk.MAX_CSV_BYTES]) expect(row('Bulk write')).toContain(megabytes(bytes));
  expect(row('Bulk write')).toContain(`${number(bulk.MAX_ROWS)} rows`);
  expect(row('Agreement')).toContain(megabytes(MAX_PAPER_BYTES));
});

test('the limits of people and of an organisation are those of the code', () => {
  const { one, bulk: many } = USUAL_BUDGETS;
  expect(document).toContain(`${one.hour} records an hour, ${one.day} a day`);
  expect(document).toContain(`${number(many.hour)} records an hour, ${number(many.day)} a day`);
  expect(document).toContain(`${MOST_MODULES} modules of ${MOST_FIELDS} fields each`);
  expect(document).toContain(`| A printed list | ${MOST_PRINTED} records |`);
  expect(MOST_FACTORS).toBe(10);
});
