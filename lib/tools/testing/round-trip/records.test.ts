/** Budget: 40 records of 23 fields, out and in 12 times over. ROUND_TRIP_RECORDS for more. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createModule } from '@/lib/admin/customization/create-module';
import { downloadExport } from '@/lib/crm/exports/download';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import type { RecordExportRequest } from '@/lib/crm/exports/schemas';
import { getImport } from '@/lib/crm/imports/queries';
import { importNow } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { createRecord } from '@/lib/crm/records/create';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';
import { asOwner } from '../as-owner';
import { ownerSql } from '../database';
import { makeOrg, type TestOrg } from '../factories';
import { addFields } from '../health-org';
import { insertUser } from '../make-org';
import { unzip } from '../unzip';
import { FIELDS, storedValues } from './hostile';

const RECORDS = Number(process.env.ROUND_TRIP_RECORDS ?? 40);
const ZONES = ['America/New_York', 'Asia/Kathmandu'];
/** Of a sealed module, all that can be sealed. */
const SEALABLE = new Set([
  'single_line',
  'multi_line',
  'email',
  'phone',
  'url',
  'date',
  'date_time',
  'decimal',
  'percent',
]);

type Values = Record<string, StoredValue>;

let org: TestOrg;
let accounts: Id[];
const nameOf = (n: number) => `Field_${n}`;

async function makeThings(singular: string, sealed: boolean): Promise<string> {
  const { apiName } = await createModule(org.admin, { singular, plural: `${singular}s` });
  for (const [n, { type, options }] of FIELDS.entries()) {
    const [id] = await addFields(org, apiName, [nameOf(n)], { type });
    const kept = JSON.stringify({ ...options, ...(options.lookupModule && { lookupModule: 'Accounts' }) });
    const isSealed = sealed && SEALABLE.has(type);
    await asOwner(org.orgId, (tx) =>
      tx.sql`update fields set options = ${kept}::jsonb, sealed = ${isSealed}, index_slot = null where id = ${id ?? '0'}`.execute(),
    );
  }
  return apiName;
}

/** Ids of records and users are made up: here they are of some that there are. */
function real(n: number, values: Values): Values {
  const users = [org.operator.actor.id, org.admin.actor.id];
  const known: Values = { ...values };
  for (const [at, { type }] of FIELDS.entries()) {
    if (known[nameOf(at)] === undefined) continue;
    if (type === 'lookup') known[nameOf(at)] = accounts[n % 2] as Id;
    if (type === 'multi_lookup')
      known[nameOf(at)] = n % 3 === 0 ? [accounts[1] as Id, accounts[0] as Id] : [accounts[n % 2] as Id];
    if (type === 'user') known[nameOf(at)] = users[n % 2] as Id;
    if (type === 'multi_user') known[nameOf(at)] = n % 3 === 0 ? ([...users].reverse() as Id[]) : [users[n % 2] as Id];
    if (type === 'auto_number') delete known[nameOf(at)];
  }
  return known;
}

beforeAll(async () => {
  org = await makeOrg();
  const account = async () =>
    (await createRecord(org.operator, { module: 'Accounts', values: { Account_Name: 'John Smith' } })).id;
  accounts = [await account(), await account()];
});

const toText = (bytes: Buffer): string[][] =>
  parse(bytes, { bom: true, record_delimiter: '\r\n', relax_column_count: true });

async function exported(
  ctx: Context,
  request: Pick<RecordExportRequest, 'module' | 'format' | 'ids'>,
): Promise<Buffer> {
  const { jobId } = await startRecordExport(ctx, { bom: true, ...request });
  await beginJob(org.orgId, jobId);
  await exportRecords(org.orgId, jobId, new AbortController().signal);
  const bytes = await buffer((await downloadExport(ctx, jobId)).content);
  return request.format === 'zip' ? ((await unzip(bytes))[`${request.module}.csv`] as Buffer) : bytes;
}

async function imported(ctx: Context, module: string, bytes: Buffer, overwrite: boolean) {
  const { importId } = await uploadImport(ctx, { module, source: Readable.from([bytes]) });
  const { mapping, row } = await getImport(ctx, { module, importId });
  expect(row.params.found).toMatchObject({ ours: true, notes: [] });
  const duplicates = overwrite ? { by: 'id', action: 'overwrite' as const } : { by: null, action: 'create' as const };
  const result = await importNow(ctx, { module, importId, mapping, duplicates });
  return { importId, result };
}

const NUMBERED = `Field ${FIELDS.findIndex(({ type }) => type === 'auto_number')}`;

/** The cells of records, without what is of one record alone: its id, its time of change, and its number. */
async function cellsOf(ctx: Context, module: string, ids: readonly Id[]): Promise<string[][]> {
  const [header = [], ...rows] = toText(await exported(ctx, { module, format: 'csv', ids: [...ids] }));
  const own = header.flatMap((name, n) => (/^Field \d+(\.id)?$/.test(name) && name !== NUMBERED ? [n] : []));
  return rows.map((cells) => own.map((n) => cells[n] ?? ''));
}

describe.each([
  ['plain', false],
  ['sealed', true],
])('records whose fields are %s', (kind, sealed) => {
  let module: string;
  let ids: Id[];
  let was: string[][];
  /** What each record was given, by API name. */
  let held: Values[];

  beforeAll(async () => {
    module = await makeThings(kind === 'plain' ? 'Plain' : 'Closed', sealed);
    const arbitrary = fc.tuple(...FIELDS.map(({ type, options }) => storedValues(type, options)));
    const made = fc.sample(arbitrary, RECORDS).map((all, n) => {
      const given = all.flatMap((value, at) => (value === undefined ? [] : [[nameOf(at), value]]));
      return real(n, Object.fromEntries(given) as Values);
    });
    held = made;
    ids = [];
    for (const [n, values] of made.entries()) {
      ids.push((await createRecord(org.operator, { module, values: { Name: `Thing ${n}`, ...values } })).id);
    }
    was = await cellsOf(org.operator, module, ids);
    expect(was).toHaveLength(RECORDS);
  });

  test.each(ZONES.flatMap((zone) => (['csv', 'xlsx', 'zip'] as const).map((format) => [format, zone] as const)))(
    'come back from %s in %s with the same stored values, as new ones and over those that were changed',
    async (format, timeZone) => {
      const ctx = { ...org.operator, timeZone };
      const bytes = await exported(ctx, { module, format, ids });

      const fresh = await imported(ctx, module, bytes, false);
      expect(fresh.result).toMatchObject({ taken: RECORDS, failed: 0, problems: [] });
      const rows = await ownerSql()<{ id: Id }[]>`
        select id from records where org_id = ${org.orgId} and import_id = ${fresh.importId} order by id`;
      expect(
        await cellsOf(
          ctx,
          module,
          rows.map(({ id }) => id),
        ),
      ).toEqual(was);

      const same = await imported(ctx, module, bytes, true);
      expect(same.result).toMatchObject({ taken: 0, overwritten: RECORDS, failed: 0, problems: [] });
      // Only what was not empty: a blank cell changes nothing, so it would not take the change back.
      const changed = { Field_0: 'changed', Field_8: '2000-01-01T00:00:00Z', Field_13: 1 };
      for (const [n, id] of ids.slice(0, 10).entries()) {
        const values = Object.fromEntries(Object.entries(changed).filter(([name]) => held[n]?.[name] !== undefined));
        await updateRecord(org.operator, { module, id, values });
      }
      const over = await imported(ctx, module, bytes, true);
      expect(over.result).toMatchObject({ taken: 0, overwritten: RECORDS, failed: 0, problems: [] });
      expect(await cellsOf(ctx, module, ids)).toEqual(was);
      process.stdout.write(`Round trip, ${kind} ${format} in ${timeZone}: ${3 * RECORDS * FIELDS.length} values.\n`);
    },
    300_000,
  );
});

test('what could not be given anew comes back over its own record, and is refused by name for a new one', async () => {
  const module = await makeThings('Standing', false);
  const left = await insertUser(org, 'Gone Away', org.profileIds.Operator, org.roleIds.Manager);
  const account = await createRecord(org.operator, { module: 'Accounts', values: { Account_Name: 'Closed' } });
  const values = {
    Name: 'Thing',
    Field_5: 'on hold',
    Field_15: left,
    Field_16: account.id,
    Field_17: [accounts[0], account.id],
    Field_23: [org.operator.actor.id, left],
  };
  const { id } = await createRecord(org.operator, { module, values });
  await deleteRecords(org.operator, { module: 'Accounts', ids: [account.id] });
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update users set active = false where id = ${left}`;
    await tx.sql`update fields set options = '{"pickList": [{"value": "New", "label": "New"}]}' where api_name = 'Field_5'`;
  });
  const before = await ownerSql()`select "values", version from records where id = ${id}`;
  for (const format of ['csv', 'xlsx'] as const) {
    const bytes = await exported(org.operator, { module, format, ids: [id] });
    const over = await imported(org.operator, module, bytes, true);
    expect(over.result).toMatchObject({ overwritten: 1, failed: 0, problems: [] });
    const fresh = await imported(org.operator, module, bytes, false);
    expect(fresh.result).toMatchObject({ taken: 0, failed: 1 });
    expect(fresh.result.problems.map(({ field }) => field).sort()).toEqual([
      'Field 15',
      'Field 16',
      'Field 17',
      'Field 23',
      'Field 5',
    ]);
  }
  expect(await ownerSql()`select "values", version from records where id = ${id}`).toEqual(before);
});
