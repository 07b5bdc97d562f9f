import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import { countKnown } from '@/lib/crm/imports/dry-run/count-known';
import { runImport } from '@/lib/crm/imports/run/run';
import { startImport } from '@/lib/crm/imports/run/start';
import { dryRun, importNow } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { beginJob } from '@/lib/platform/background/life';
import type { Id } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { createRecord } from './create';
import { updateRecord } from './update';

const SSN = '999-46-1590';
let org: TestOrg;
let other: Id;

/** The administrator writes and may not read: the answer "already taken" is all they can learn, so it leaves a trace. */
beforeAll(async () => {
  org = await makeHealthOrg();
  const { id } = await createField(org.admin, { module: 'Contacts', label: 'SSN', type: 'single_line', unique: true });
  await addContact(org, { SSN });
  other = await addContact(org, {});
  await markField(org.admin, { module: 'Contacts', fieldId: id, encrypt: true });
});

const DUPLICATE = { code: 'conflict', reason: 'DUPLICATE_DATA', fields: { SSN: expect.any(String) } };

describe('being told that another record has a value', () => {
  test('is an event when one creates a record, with neither the value nor the other record', async () => {
    const attempt = createRecord(org.admin, { module: 'Contacts', values: { Last_Name: 'Probe', SSN } });
    await expect(attempt).rejects.toMatchObject(DUPLICATE);
    expect((await eventsOf(org, 'record.create')).at(-1)).toMatchObject({
      outcome: 'refused',
      actorId: org.admin.actor.id,
      fields: ['SSN'],
      facts: { reason: 'DUPLICATE_DATA' },
    });
    await expectNowhereInDatabase([SSN]);
  });

  test('is an event when one changes a record', async () => {
    const attempt = updateRecord(org.admin, { module: 'Contacts', id: other, values: { SSN, Last_Name: 'Doe' } });
    await expect(attempt).rejects.toMatchObject(DUPLICATE);
    expect((await eventsOf(org, 'record.update')).at(-1)).toMatchObject({ outcome: 'refused', fields: ['SSN'] });
  });

  test('is not to be had from the dry run of an import, which writes nothing and costs nothing', async () => {
    const csv = `Last Name,SSN\nProbe,${SSN}\nProbe,999-46-1591\n`;
    const { importId } = await uploadImport(org.admin, {
      module: 'Contacts',
      source: Readable.from([Buffer.from(csv)]),
    });
    const request = { module: 'Contacts', importId, mapping: { 0: 'Last_Name', 1: 'SSN' } };
    const before = (await eventsOf(org, 'record.search')).length;
    expect(await dryRun(org.admin, request)).toMatchObject({ taken: 2, failed: 0, notLookedUp: ['SSN'] });
    expect(await eventsOf(org, 'record.search')).toHaveLength(before);
    await expectNowhereInDatabase([SSN]);
  });

  test('is an event when a dry run tells it to somebody who may reveal the value', async () => {
    const source = Readable.from([Buffer.from(`Last Name,SSN\nProbe,${SSN}\nProbe,999-46-1591\n`)]);
    const { importId } = await uploadImport(org.operator, { module: 'Contacts', source });
    const request = { module: 'Contacts', importId, mapping: { 0: 'Last_Name', 1: 'SSN' } };
    expect(await dryRun(org.operator, request)).toMatchObject({ taken: 1, failed: 1, notLookedUp: [] });
    expect((await eventsOf(org, 'record.search')).at(-1)).toMatchObject({
      outcome: 'done',
      subjectId: importId,
      fields: ['SSN'],
      facts: { rows: 2, failed: 1 },
    });
    await expectNowhereInDatabase([SSN]);
  });

  test('who may not search a field finds no records by it, not even by a unique one: neither skip nor overwrite', async () => {
    const source = Readable.from([Buffer.from(`Last Name,Email,SSN\nProbe,probe@example.org,${SSN}\n`)]);
    const { importId } = await uploadImport(org.admin, { module: 'Contacts', source });
    const ref = { module: 'Contacts', importId };
    const request = { ...ref, mapping: { 0: 'Last_Name', 1: 'Email', 2: 'SSN' } };
    const refused = { code: 'forbidden', fields: { SSN: expect.any(String) } };
    for (const action of ['skip', 'overwrite'] as const) {
      for (const duplicates of [
        { by: 'SSN', action },
        { by: 'Email', and: ['SSN'], action },
      ]) {
        await expect(dryRun(org.admin, { ...request, duplicates })).rejects.toMatchObject(refused);
        await expect(importNow(org.admin, { ...request, duplicates })).rejects.toMatchObject(refused);
      }
    }
    await expect(countKnown(org.admin, { ...ref, by: 'SSN', column: 2 })).rejects.toMatchObject(refused);
    // A row whose value is taken is refused all the same, and names no record.
    const result = await importNow(org.admin, { ...request, duplicates: { by: 'Email', action: 'overwrite' } });
    expect(result).toMatchObject({ taken: 0, overwritten: 0, failed: 1 });
    expect(result.problems).toEqual([{ row: 2, field: 'SSN', problem: 'Another record has this value already.' }]);
  });

  test('asks anew when an import begins whether records may be found by its field', async () => {
    const source = Readable.from([Buffer.from(`Last Name,SSN\nProbe,${SSN}\n`)]);
    const { importId } = await uploadImport(org.operator, { module: 'Contacts', source });
    const mapping = { 0: 'Last_Name', 1: 'SSN' };
    const duplicates = { by: 'SSN', action: 'overwrite' } as const;
    await startImport(org.operator, { module: 'Contacts', importId, mapping, duplicates });
    await beginJob(org.orgId, importId);
    const { rights } = org.admin;
    await expect(runImport({ ...org.operator, rights }, importId, new AbortController().signal)).rejects.toMatchObject({
      code: 'forbidden',
      fields: { SSN: expect.any(String) },
    });
  });

  test('leaves no event of searching when no marked field is mapped', async () => {
    const before = (await eventsOf(org, 'record.search')).length;
    const source = Readable.from([Buffer.from('Last Name\nProbe\n')]);
    const { importId } = await uploadImport(org.admin, { module: 'Contacts', source });
    await dryRun(org.admin, { module: 'Contacts', importId, mapping: { 0: 'Last_Name' } });
    expect(await eventsOf(org, 'record.search')).toHaveLength(before);
  });
});
