/**
 * Run by cells.test.ts in processes of several locales: `through-files <runs> <seed>`. Records of every field type leave as
 * CSV and XLSX and are read again as an import reads them, in zones all over the world. Prints how many values did.
 */

import { buffer } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { headerOf, toLine } from '@/lib/crm/exports/rows/cells';
import { sheetHeader, toCells } from '@/lib/crm/exports/xlsx/rows';
import { workbookOf } from '@/lib/crm/exports/xlsx/workbook';
import { readersFor, settleAll, wholeChoices } from '@/lib/crm/imports/columns/choices';
import type { FileRow } from '@/lib/crm/imports/file/format';
import { type Inspected, inspectCsv, inspectRows } from '@/lib/crm/imports/file/inspect';
import { parseRows } from '@/lib/crm/imports/file/parse-rows';
import { ownMapping } from '@/lib/crm/imports/mapping/mapping';
import { inputOf, inZone, readRow } from '@/lib/crm/imports/rows/row-input';
import { Workbook } from '@/lib/crm/imports/xlsx/workbook';
import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { RecordDto } from '@/lib/crm/records/serialize';
import { toCsv } from '@/lib/platform/files/to-csv';
import { newId } from '@/lib/platform/ids';
import { FIELDS, storedValues } from './hostile';

const [runs = '100', seed] = process.argv.slice(2);
const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/St_Johns',
  'Africa/Casablanca',
  'Asia/Tehran',
];

const fields = FIELDS.map(
  ({ type, options }, n): FieldDefinition => ({
    id: String(n + 1),
    moduleId: '1',
    heldBy: null,
    custom: true,
    indexSlot: null,
    unsealedReason: null,
    apiName: `Field_${n}`,
    label: `${['=Field', "'Field", 'Field, "x"', 'Field; y'][n % 4]} ${n}`,
    type,
    options,
    required: false,
    readOnly: false,
    unique: false,
    marked: false,
    sealed: false,
  }),
);
const module: ModuleDefinition = {
  id: '1',
  apiName: 'Things',
  singular: 'Thing',
  plural: 'Things',
  custom: true,
  position: 0,
  nameFields: [],
  sharing: 'private',
  hipaa: false,
  heldBy: null,
  everySealed: false,
  fields,
  layouts: [],
};

type Values = Record<string, StoredValue>;

const valuesArb: fc.Arbitrary<Values> = fc
  .tuple(...fields.map(({ type, options }) => storedValues(type, options)))
  .map((all) => Object.fromEntries(all.flatMap((value, n) => (value === undefined ? [] : [[`Field_${n}`, value]]))));

function recordOf(values: Values): RecordDto {
  const me = { ownerId: '7', createdBy: '7', modifiedBy: '7' };
  const at = { createdAt: '2026-03-08T07:30:00.045Z', modifiedAt: '2026-11-01T06:30:00.000Z' };
  return { ...me, ...at, id: newId(), name: null, version: 1, source: 'seed', values, masked: [] };
}

const names = { users: { 7: '=O\'Neill, "Ann"' }, lookups: {} };

const FOR_A_PERSON = { for: 'a person' } as const;

async function throughCsv(records: readonly RecordDto[], bom: boolean) {
  const bytes = Buffer.from(toCsv([headerOf(fields), ...records.map((record) => toLine(record, fields, names))], bom));
  async function* source() {
    for (let at = 0; at < bytes.length; at += 4093) yield bytes.subarray(at, at + 4093);
  }
  const read = await inspectCsv(bytes.subarray(0, 65_536), async () => source(), {}, FOR_A_PERSON);
  return { ...read, rows: await all(parseRows(source(), read.format)) };
}

async function throughXlsx(records: readonly RecordDto[]) {
  async function* batches() {
    yield records.map((record) => toCells(record, fields, names));
  }
  const bytes = await buffer(workbookOf({ name: 'Things', header: sheetHeader(fields), batches: batches() }));
  const rows = await all((await Workbook.open(bytes)).rows());
  async function* source() {
    yield* rows;
  }
  return { ...(await inspectRows(source(), FOR_A_PERSON)), rows };
}

async function all(rows: AsyncIterable<FileRow>): Promise<FileRow[]> {
  const found: FileRow[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

const counts: Record<string, number> = {};

function check(kind: string, records: readonly RecordDto[], zone: string, read: Inspected & { rows: FileRow[] }) {
  const { headers, found, rows } = read;
  if (!found.ours || found.notes.length > 0) throw new Error(`${kind}: not known as ours: ${JSON.stringify(found)}`);
  const mapping = ownMapping(headers, module);
  const settled = settleAll(module, { ...read, ours: true }, { mapping, given: {} }, { own: zone });
  const readers = readersFor(module, mapping, wholeChoices(settled, {}));
  const here = inZone(module, zone, { headers, mapping });
  if (rows.length !== records.length + 1) throw new Error(`${kind}: ${rows.length - 1} of ${records.length} rows.`);
  for (const [n, record] of records.entries()) {
    const input = inputOf(rows[n + 1] as FileRow, { module: here, mapping, readers });
    if (input.id !== record.id) throw new Error(`${kind}: another id.`);
    const { changes, errors } = readRow(here, input.values);
    for (const { apiName, type } of fields) {
      // The product's own number is not written by an import.
      if (type === 'auto_number') continue;
      const [was, is] = [record.values[apiName], changes[apiName]];
      if (errors[apiName] || !isDeepStrictEqual(was, is)) {
        const shown = JSON.stringify({ type, was, is, error: errors[apiName], cell: input.values[apiName], zone });
        throw new Error(`${kind}: ${shown.slice(0, 2000)}`);
      }
      counts[`${type} ${kind}`] = (counts[`${type} ${kind}`] ?? 0) + 1;
    }
  }
}

await fc.assert(
  fc.asyncProperty(
    fc.array(valuesArb, { minLength: 1, maxLength: 12 }),
    fc.constantFrom(...ZONES),
    fc.boolean(),
    async (values, zone, bom) => {
      const records = values.map(recordOf);
      check('CSV', records, zone, await throughCsv(records, bom));
      check('XLSX', records, zone, await throughXlsx(records));
    },
  ),
  {
    numRuns: Number(runs),
    ...(seed && { seed: Number(seed) }),
    interruptAfterTimeLimit: 300_000,
    markInterruptAsFailure: true,
  },
);
const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
process.stdout.write(JSON.stringify({ locale, timeZone, counts }));
