/** What sharing rules share is seen at every door, changed only where the rule says so, and gone with the rule. */
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { downloadExport } from '@/lib/crm/exports/download';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import { countChosen } from '@/lib/crm/mass-changes/choose';
import { createNote } from '@/lib/crm/notes/write';
import { personContext, readPerson } from '@/lib/people/auth/person-context';
import { listNotices } from '@/lib/people/notices/queries';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { createProfile } from '@/lib/people/users/create-profile';
import { createRole } from '@/lib/people/users/create-role';
import { deleteRule } from '@/lib/people/users/sharing/delete-rule';
import { listRules } from '@/lib/people/users/sharing/list-rules';
import { previewRule } from '@/lib/people/users/sharing/preview';
import { createRule, updateRule } from '@/lib/people/users/sharing/save-rule';
import { updateProfile } from '@/lib/people/users/update-profile';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { fieldIdOf } from '@/lib/tools/testing/health-org';
import { restClient } from '@/lib/tools/testing/rest';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';
import { createRecord } from './create';
import { getRecord } from './get';
import { listRecords } from './list';
import { listDeleted } from './list-deleted';
import { lookupOptions } from './lookup-options';
import { deleteRecords } from './recycle';
import { searchByName } from './search-by-name';
import { updateRecord } from './update';

let org: TestOrg;
let front: Id;
let rita: Id;
let lead: Id;
let advertised: Id;
let hidden: Id;

const now = async (id: Id): Promise<Context> =>
  personContext(org.orgId, await inOrg(org.orgId, (tx) => readPerson(tx, id)), { requestId: 'r', gone: 'Gone.' });
const reader = () => now(rita);
const addLead = async (ctx: Context, Last_Name: string, Lead_Source = 'Cold Call') =>
  (await createRecord(ctx, { module: 'Leads', values: { Last_Name, Company: 'Clinic', Lead_Source } })).id;

beforeAll(async () => {
  org = await makeOrg();
  front = await createRole(org.admin, { name: 'Front desk', parentId: org.roleIds.CEO });
  rita = await insertUser(org, 'Rita Reader', org.profileIds.Operator, front);
  await setSharing(org.admin, { module: 'Leads', sharing: 'private' });
  lead = await addLead(org.operator, 'Zqmanaged');
  hidden = await addLead(org.admin, 'Zqadmin');
  advertised = await addLead(org.admin, 'Zqadvert', 'Advertisement');
});

const ofManagers = (access: 'read' | 'write') => ({
  name: 'Leads of managers',
  module: 'Leads',
  from: { kind: 'role' as const, id: org.roleIds.Manager },
  criteria: null,
  to: { kind: 'role' as const, id: front },
  access,
});
const advertisements = (access: 'read' | 'write') => ({
  name: 'Advertisements',
  module: 'Leads',
  from: null,
  criteria: { field: 'Lead_Source', values: ['Advertisement', 'Trade Show'] },
  to: { kind: 'role' as const, id: front },
  access,
});

/** What of the records one finds by each door. */
async function foundBy(ctx: Context): Promise<Record<string, unknown>> {
  const rest = await restClient(org, ctx);
  const { body } = await rest('GET', '/crm/v8/Leads?fields=Last_Name');
  const listed = await listRecords(ctx, 'Leads');
  const { jobId } = await startRecordExport(ctx, { module: 'Leads', bom: false });
  await beginJob(ctx.orgId, jobId);
  await exportRecords(ctx.orgId, jobId, new AbortController().signal);
  const file = await text((await downloadExport(ctx, jobId)).content);
  const all = [lead, advertised, hidden];
  const opened = await Promise.all(
    all.map((id) =>
      getRecord(ctx, 'Leads', id).then(
        () => id,
        () => null,
      ),
    ),
  );
  return {
    list: listed.rows.map(({ id }) => id).sort(),
    count: (await countChosen(ctx, { module: 'Leads' })).records,
    search: (await searchByName(ctx, 'Zq', 20)).map(({ id }) => id).sort(),
    lookup: (await lookupOptions(ctx, { module: 'Leads', query: 'Zq' })).map(({ value }) => value).sort(),
    record: opened.filter((id) => id !== null).sort(),
    api: (body?.data ?? []).map(({ id }: { id: string }) => id).sort(),
    file: ['Zqmanaged', 'Zqadvert', 'Zqadmin'].filter((name) => file.includes(name)),
  };
}

const NOTHING = { list: [], count: 0, search: [], lookup: [], record: [], api: [], file: [] };
const all = (ids: Id[], names: string[]) => {
  const sorted = [...ids].sort();
  return {
    list: sorted,
    count: sorted.length,
    search: sorted,
    lookup: sorted,
    record: sorted,
    api: sorted,
    file: names,
  };
};

describe('records that a rule shares by their owner', () => {
  test('are found at every door, are not changed where they are to be read, and are gone with the rule', async () => {
    expect(await foundBy(await reader())).toMatchObject(NOTHING);
    const { id } = await createRule(org.admin, ofManagers('read'));
    expect(await foundBy(await reader())).toMatchObject(all([lead], ['Zqmanaged']));

    const ctx = await reader();
    expect((await getRecord(ctx, 'Leads', lead)).changeable).toBe(false);
    const words = { code: 'forbidden', message: 'You may see this record but not change it.' };
    await expect(updateRecord(ctx, { module: 'Leads', id: lead, values: { Company: 'X' } })).rejects.toMatchObject(
      words,
    );
    await expect(createNote(ctx, { module: 'Leads', recordId: lead, title: '', body: 'x' })).rejects.toMatchObject(
      words,
    );
    await expect(deleteRecords(ctx, { module: 'Leads', ids: [lead] })).rejects.toMatchObject({ code: 'forbidden' });
    const rest = await restClient(org, ctx);
    const put = await rest('PUT', '/crm/v8/Leads', { data: [{ id: lead, Company: 'X' }] });
    expect(put.body.data[0].status).toBe('error');
    await expect(updateRecord(ctx, { module: 'Leads', id: hidden, values: {} })).rejects.toMatchObject({
      code: 'not_found',
    });

    await updateRule(org.admin, { ...ofManagers('write'), id });
    await updateRecord(await reader(), { module: 'Leads', id: lead, values: { Company: 'By Rita' } });
    expect((await getRecord(await reader(), 'Leads', lead)).changeable).toBe(true);
    await deleteRule(org.admin, { id });
    expect(await foundBy(await reader())).toMatchObject(NOTHING);
  });

  test('are in the recycle bin for whoever may see them, and only there', async () => {
    const gone = await addLead(org.operator, 'Zqgone');
    await deleteRecords(org.operator, { module: 'Leads', ids: [gone] });
    expect((await listDeleted(await reader(), 'Leads')).records).toEqual([]);
    const { id } = await createRule(org.admin, ofManagers('read'));
    expect((await listDeleted(await reader(), 'Leads')).records).toMatchObject([{ id: gone, changeable: false }]);
    await deleteRule(org.admin, { id });
  });

  test('may be changed by a rule where all are read as it is', async () => {
    await setSharing(org.admin, { module: 'Leads', sharing: 'public_read' });
    const { id } = await createRule(org.admin, ofManagers('write'));
    expect((await getRecord(await reader(), 'Leads', lead)).changeable).toBe(true);
    expect((await getRecord(await reader(), 'Leads', hidden)).changeable).toBe(false);
    await deleteRule(org.admin, { id });
    await setSharing(org.admin, { module: 'Leads', sharing: 'private' });
  });

  test('are told in numbers before, without a value', async () => {
    const { name: _, access: __, ...shares } = ofManagers('read');
    const expected = { records: 1, owners: 1, people: 1, isOpen: false };
    expect(await previewRule(org.admin, shares)).toEqual(expected);
    const { name: ___, access: ____, ...byValue } = advertisements('read');
    expect(await previewRule(org.admin, byValue)).toEqual({ ...expected, owners: null });
  });
});

describe('records that a rule shares by a value', () => {
  test('are found at every door while they have it, and changed where the rule says so', async () => {
    const { id } = await createRule(org.admin, advertisements('read'));
    expect(await foundBy(await reader())).toMatchObject(all([advertised], ['Zqadvert']));
    await expect(
      updateRecord(await reader(), { module: 'Leads', id: advertised, values: { Company: 'X' } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await updateRule(org.admin, { ...advertisements('write'), id });
    await updateRecord(await reader(), { module: 'Leads', id: advertised, values: { Company: 'By Rita' } });
    await updateRecord(org.admin, { module: 'Leads', id: advertised, values: { Lead_Source: 'Cold Call' } });
    expect(await foundBy(await reader())).toMatchObject(NOTHING);
    await updateRecord(org.admin, { module: 'Leads', id: advertised, values: { Lead_Source: 'Trade Show' } });
    expect(await foundBy(await reader())).toMatchObject(all([advertised], ['Zqadvert']));
    await deleteRule(org.admin, { id });
  });

  test('are not shared with whoever’s profile hides the field, who would learn the value by it', async () => {
    const { id } = await createRule(org.admin, advertisements('read'));
    const profileId = await createProfile(org.admin, { name: 'Without source', copyOf: org.profileIds.Operator });
    const { everyModule, org: own } = STANDARD_PROFILES.Operator;
    const fieldId = await fieldIdOf(org, 'Leads', 'Lead_Source');
    await updateProfile(org.admin, {
      id: profileId,
      name: 'Without source',
      rights: { everyModule: [...everyModule], modules: {}, org: [...own], fields: { [fieldId]: 'hidden' } },
    });
    const hal = await insertUser(org, 'Hal Hidden', profileId, front);
    expect(await foundBy(await now(hal))).toMatchObject(NOTHING);
    await deleteRule(org.admin, { id });
  });

  test('are shared no more once the field is marked: the rule is suspended, and administrators are told', async () => {
    const { id } = await createRule(org.admin, advertisements('read'));
    expect((await listRecords(await reader(), 'Leads')).rows).toHaveLength(1);
    await setHipaaEnabled(org.admin, { enabled: true });
    await selectModule(org.admin, { module: 'Leads' });
    const fieldId = await fieldIdOf(org, 'Leads', 'Lead_Source');
    await markField(org.admin, { module: 'Leads', fieldId, encrypt: false, reason: 'Needed by a report' });
    expect(await foundBy(await reader())).toMatchObject(NOTHING);
    expect((await listRules(org.admin)).rules.find((rule) => rule.id === id)?.state).toBe('suspended');
    expect((await eventsOf(org.orgId, 'field.mark')).at(-1)?.facts).toMatchObject({ sharingRules: ['Advertisements'] });
    expect((await listNotices(org.admin)).notices.map(({ words }) => words)).toContain(
      'Lead Source is protected now, so the sharing rule Advertisements, which goes by it, shares nothing.',
    );
    await expect(createRule(org.admin, { ...advertisements('read'), name: 'Anew' })).rejects.toMatchObject({
      fields: { 'criteria.field': expect.any(String) },
    });
  });
});
