/** Each sealed write of a record says in its entry which envelope it wrote, and one that is put back is told from the last. */
import { Readable } from 'node:stream';
import { beforeEach, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import { RECORD_ID } from '@/lib/crm/imports/rows/duplicates';
import { undoImport } from '@/lib/crm/imports/run/undo';
import { importNow } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { mergeRecords } from '@/lib/crm/records/merge/merge';
import { undoMerge } from '@/lib/crm/records/merge/undo';
import { BATCH_SIZE } from '@/lib/crm/records/seal-field';
import { updateRecord } from '@/lib/crm/records/update';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { reveal } from '@/lib/protection/disclose/reveal';
import { setBudgetsOf } from '@/lib/tools/testing/budgets';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { sealField } from '@/lib/ways-in/jobs/handlers/seal-field';
import { isLastCommitted, readCommitted } from '../committed';
import { verifyOrg } from './verify-org';

const module = 'Contacts';
let org: TestOrg;
beforeEach(async () => {
  org = await makeHealthOrg();
  await setBudgetsOf(org.orgId);
  const { id } = await createField(org.admin, { module, label: 'SSN', type: 'single_line', unique: true });
  await markField(org.admin, { module, fieldId: id, encrypt: true });
});

interface Envelope {
  sealed: Buffer | null;
  seal_version: number;
}

const envelopeOf = async (id: Id): Promise<Envelope> => {
  const [row] = await ownerSql()<Envelope[]>`select sealed, seal_version from records where id = ${id}`;
  return row as Envelope;
};

async function putBack(id: Id, { sealed, seal_version }: Envelope): Promise<void> {
  await ownerSql().begin(async (sql) => {
    await sql`alter table records disable trigger user`;
    await sql`update records set sealed = ${sealed}, seal_version = ${seal_version} where id = ${id}`;
    await sql`alter table records enable trigger user`;
  });
}

/** The number of the record's envelope, where its entry commits to it. */
async function committed(id: Id): Promise<number> {
  const [{ sealed, seal_version: version }, said] = await Promise.all([
    envelopeOf(id),
    inOrg(org.orgId, (tx) => readCommitted(tx, id)),
  ]);
  expect(said.commitment).toMatch(new RegExp(`^${version}\\.`));
  expect(isLastCommitted(await keysOfOrg(org.orgId), { recordId: id, version, sealed }, said)).toBe(true);
  return version;
}

const change = (id: Id, SSN: string) => updateRecord(org.operator, { module, id, values: { SSN } });
const ssnOf = (recordId: Id) => reveal(org.operator, { module, recordId, fields: ['SSN'], purpose: 'treatment' });
const verdict = async () => (await verifyOrg(org.orgId)).problem?.what ?? 'valid';

test('creating, changing, importing, overwriting, merging and what undoes them commit to the envelope that they write', async () => {
  const id = await addContact(org, { Last_Name: 'One', SSN: '999-46-3001' });
  expect(await committed(id)).toBe(1);
  await change(id, '999-46-3002');
  expect(await committed(id)).toBe(2);
  await updateRecord(org.operator, { module, id, values: { Department: 'A' } });
  expect(await committed(id)).toBe(2);

  const rows = `Record Id,Last Name,SSN\n${id},One,999-46-3003\n,Two,999-46-3004\n`;
  const { importId } = await uploadImport(org.operator, { module, source: Readable.from([Buffer.from(rows)]) });
  const ref = { module, importId };
  const mapping = { 0: RECORD_ID, 1: 'Last_Name', 2: 'SSN' };
  await importNow(org.operator, { ...ref, mapping, duplicates: { by: RECORD_ID, action: 'overwrite' } });
  expect(await committed(id)).toBe(3);
  const [made] = await ownerSql()<{ id: Id }[]>`select id from records where import_id = ${importId}`;
  expect(await committed(made?.id ?? '')).toBe(1);
  await undoImport(org.operator, ref);
  expect(await committed(id)).toBe(4);

  const other = await addContact(org, { Last_Name: 'Three', SSN: '999-46-3005' });
  const versions = { [id]: 5, [other]: 1 };
  const [row] = await ownerSql()<[{ version: number }]>`select version from records where id = ${id}`;
  const merging = { module, keepId: id, otherIds: [other], choices: { SSN: other } };
  const { mergeId } = await mergeRecords(org.operator, { ...merging, versions: { ...versions, [id]: row.version } });
  expect(await committed(id)).toBe(5);
  await undoMerge(org.operator, { module, mergeId });
  expect(await committed(id)).toBe(6);
  expect(await ssnOf(id)).toEqual({ SSN: '999-46-3002' });
  expect(await verdict()).toBe('valid');
});

test('encrypting one more field commits to the envelope of every record, whether it held a value or not', async () => {
  const [with_, without] = [await addContact(org, { Phone: '555-010-0001' }), await addContact(org, {})];
  await markField(org.admin, { module, fieldId: await fieldIdOf(org, module, 'Phone'), encrypt: true });
  expect([await committed(with_), await committed(without)]).toEqual([2, 1]);
  const said = await eventsOf(org.orgId, 'record.seal');
  for (const id of [with_, without]) expect(said.filter(({ recordId }) => recordId === id)).toHaveLength(1);
  expect(await verdict()).toBe('valid');
});

test('so does the job that encrypts the values of many', async () => {
  const id = await addContact(org, { Phone: '555-010-0001' });
  await ownerSql()`
    insert into records (org_id, id, module_id, owner_id, "values", sealed, seal_version, source, created_at, created_by, modified_at, modified_by)
    select org_id, id + n, module_id, owner_id, "values", null, 0, source, created_at, created_by, modified_at, modified_by
    from records, generate_series(1, ${BATCH_SIZE}) n where id = ${id}`;
  const fieldId = await fieldIdOf(org, module, 'Phone');
  const settled = await markField(org.admin, { module, fieldId, encrypt: true });
  const [job] = await ownerSql()<{ id: Id }[]>`
    update jobs set status = 'running' where org_id = ${org.orgId} and kind = 'seal_field' returning id`;
  expect(settled).toBeDefined();
  await sealField(org.orgId, job?.id ?? '', new AbortController().signal);
  expect(await committed(id)).toBe(2);
  expect(await committed(String(BigInt(id) + BigInt(BATCH_SIZE)))).toBe(1);
  expect(await verdict()).toBe('valid');
});

test('one that SQL put back with its number is named by the verifier, is not revealed, and officers are told', async () => {
  const id = await addContact(org, { SSN: '999-46-3101' });
  const first = await envelopeOf(id);
  await change(id, '999-46-3102');
  await putBack(id, first);
  expect(await verdict()).toContain(`wrote other encrypted values of record ${id} than are stored`);
  await expect(ssnOf(id)).rejects.toMatchObject({ reason: 'INTEGRITY' });
  expect(await eventsOf(org.orgId, 'integrity.failed')).toMatchObject([{ recordId: id, facts: { what: 'record' } }]);
  // What is written over it has a number that was given already: that does not make it whole.
  await change(id, '999-46-3103');
  expect(await verdict()).toContain('wrote other encrypted values');
  await change(id, '999-46-3104');
  expect(await verdict()).toContain('wrote other encrypted values');
});

test('one from before entries committed to envelopes, and one whose entry has expired, are not called wrong', async () => {
  const id = await addContact(org, { SSN: '999-46-3201' });
  const said = { commitment: null, entryId: null, forked: false, expired: false };
  const keys = await keysOfOrg(org.orgId);
  const { sealed, seal_version: version } = await envelopeOf(id);
  const now = { recordId: id, version, sealed };
  expect(isLastCommitted(keys, now, said)).toBe(true);
  const { commitment } = await inOrg(org.orgId, (tx) => readCommitted(tx, id));
  const older = { ...said, commitment };
  expect(isLastCommitted(keys, { ...now, version: version + 1 }, { ...older, expired: true })).toBe(true);
  expect(isLastCommitted(keys, { ...now, version: version + 1 }, older)).toBe(false);
  expect(isLastCommitted(keys, { ...now, version: 0, sealed: null }, { ...older, expired: true })).toBe(false);
});
