/** The main promise on real data: imported in the clear, marked and encrypted afterwards, found nowhere, opened with the keys. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { attachFile } from '@/lib/crm/attachments/attach';
import { downloadExport } from '@/lib/crm/exports/download';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import { deleteRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import { createView } from '@/lib/crm/views/create';
import { beginJob } from '@/lib/platform/background/life';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { setBudgetsOf } from '@/lib/tools/testing/budgets';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { fieldIdOf } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';
import { importRecords } from '@/lib/ways-in/jobs/handlers/import';
import { getImport } from './queries';
import { startImport } from './run/start';
import { uploadImport } from './upload/upload';

const CSV = readFileSync('lib/tools/seed/fixtures/patients.csv');
const patients = parse(CSV, { columns: true }) as Record<'mrn' | 'ssn' | 'phone' | 'birth_date', string>[];
const SECRETS = patients.flatMap(({ ssn, phone, birth_date }) => [ssn, phone, birth_date]);
const FIELDS = ['SSN', 'Phone', 'Date_of_Birth'];

let org: TestOrg;
/** MRN → record. */
const records = new Map<string, Id>();

beforeAll(async () => {
  org = await makeOrg();
  const module = 'Contacts';
  await createField(org.admin, { module, label: 'SSN', type: 'single_line', unique: true });
  await createField(org.admin, { module, label: 'MRN', type: 'single_line' });
  const { importId } = await uploadImport(org.operator, { module, source: Readable.from([CSV]) });
  const { mapping } = await getImport(org.operator, { module, importId });
  await startImport(org.operator, { module, importId, mapping });
  await beginJob(org.orgId, importId);
  await importRecords(org.orgId, importId, new AbortController().signal);
  const rows = await ownerSql()<{ id: Id; mrn: string }[]>`
    select id, "values" ->> 'MRN' as mrn from records where org_id = ${org.orgId}`;
  for (const { id, mrn } of rows) records.set(mrn, id);
});

const idOf = (n: number): Id => records.get(patients[n]?.mrn ?? '') ?? '';

/** All rows of all tables as text, the queue's too; bytes as hexadecimal, as `pg_dump` writes them. */
async function dump(): Promise<string> {
  const tables = await ownerSql()<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relkind = 'r' and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')`;
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['records', 'blind_index', 'views', 'jobs', 'graphile_worker._private_jobs']),
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await ownerSql().unsafe<{ row: string }[]>(`select t::text as row from ${name} t`);
    parts.push(...rows.map(({ row }) => row));
  }
  return parts.join('\n');
}

const heldIn = (haystack: string): string[] => SECRETS.filter((secret) => haystack.includes(secret));

/** However it is punctuated: nine or ten digits that stand alone. */
const digitsIn = (haystack: string): string[] => {
  const numbers = new Set(haystack.match(/(?<![0-9a-z])\d{9,10}(?![0-9a-z])/gi));
  return SECRETS.map((secret) => secret.replaceAll('-', '')).filter((digits) => numbers.has(digits));
};

describe('113 patients imported before anything was marked', () => {
  test('stand in the clear, so that the searches of this file do find what is there', async () => {
    expect(records.size).toBe(113);
    const before = await dump();
    expect(heldIn(before)).toHaveLength(SECRETS.length);
    const digits = patients[0]?.ssn.replaceAll('-', '');
    expect(digitsIn(`${before}(1,${digits},)`)).toEqual([digits]);
    await expect(expectNowhereInDatabase(SECRETS)).rejects.toThrow('public.records.values');
  });

  test('are nowhere in a dump once SSN, Phone and Date of Birth are marked and encrypted', async () => {
    // What else may hold a value from before the marks: a change, a view, the recycle bin, a file.
    const [first, second] = [patients[0], patients[1]];
    await updateRecord(org.operator, { module: 'Contacts', id: idOf(0), values: { Phone: second?.phone } });
    await updateRecord(org.operator, { module: 'Contacts', id: idOf(0), values: { Phone: first?.phone } });
    await deleteRecords(org.operator, { module: 'Contacts', ids: [idOf(1)] });
    const filters = [{ field: 'SSN', operator: 'equals', value: first?.ssn ?? '' }];
    const definition = { columns: ['SSN'], filters, sort: null };
    await createView(org.operator, { module: 'Contacts', name: 'One patient', definition });
    await attachFile(org.operator, {
      module: 'Contacts',
      recordId: idOf(2),
      fileName: `${patients[2]?.ssn}.csv`,
      source: Readable.from([CSV]),
    });

    await setHipaaEnabled(org.admin, { enabled: true });
    await selectModule(org.admin, { module: 'Contacts' });
    for (const apiName of FIELDS) {
      const fieldId = await fieldIdOf(org, 'Contacts', apiName);
      await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    }

    const after = await dump();
    expect(heldIn(after)).toEqual([]);
    expect(digitsIn(after)).toEqual([]);
    await expectNowhereInDatabase(SECRETS);
  });

  test('open with the keys, every value as it was in the file', async () => {
    await setBudgetsOf(org.orgId);
    await restoreRecords(org.operator, { module: 'Contacts', ids: [idOf(1)] });
    for (const { mrn, ssn, phone, birth_date } of patients) {
      const recordId = records.get(mrn) ?? '';
      const request = { module: 'Contacts', recordId, fields: FIELDS, purpose: 'treatment' } as const;
      expect(await reveal(org.operator, request)).toEqual({ SSN: ssn, Phone: phone, Date_of_Birth: birth_date });
    }
    const events = await inOrg(org.orgId, (tx) => tx.sql`select from ledger_entries where action = 'record.reveal'`);
    expect(events).toHaveLength(113);
  });

  test('leave by an open door only, and are in no file on the disk even then', async () => {
    const request = { module: 'Contacts', bom: false };
    const { jobId } = await startRecordExport(org.operator, request);
    await beginJob(org.orgId, jobId);
    await exportRecords(org.orgId, jobId, new AbortController().signal);
    expect(heldIn(await text((await downloadExport(org.operator, jobId)).content))).toHaveLength(SECRETS.length);
    await setRestriction(org.admin, { door: 'export', restricted: true });
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject({ code: 'forbidden' });

    const files = readdirSync(env().DATA_DIR, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    // The uploaded file, the attachment, the export, and the root key beside them.
    expect(files.length).toBeGreaterThanOrEqual(4);
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name), 'latin1');
      expect(heldIn(bytes)).toEqual([]);
      expect(heldIn(Buffer.from(bytes, 'latin1').toString('utf16le'))).toEqual([]);
    }
    expect(heldIn(await dump())).toEqual([]);
  });
});
