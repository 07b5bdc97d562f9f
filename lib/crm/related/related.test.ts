/** A record's related lists tell no more than lists do, and links are changed by the verb that changes records. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { unmarkField } from '@/lib/admin/settings/unmark-field';
import { createRecord } from '@/lib/crm/records/create';
import { getRecord } from '@/lib/crm/records/get';
import { listRecords } from '@/lib/crm/records/list';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf, fieldIdOf } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { linkRecord, unlinkRecord } from './link';
import { MOST_RELATED, type RelatedList, relatedLists } from './list';

let org: TestOrg;
let other: TestOrg;
let account: Id;

const make = async (module: string, values: Record<string, unknown>, ctx: Context = org.operator) =>
  (await createRecord(ctx, { module, values })).id;
const contact = (Last_Name: string, Account_Name: Id = account, ctx?: Context) =>
  make('Contacts', { Last_Name, Account_Name }, ctx);
const deal = (Deal_Name: string, Account_Name: Id = account, ctx?: Context) =>
  make('Deals', { Deal_Name, Account_Name, Stage: 'Qualification' }, ctx);
const listsOf = (ctx: Context = org.operator, id = account, module = 'Accounts') =>
  relatedLists(ctx, { module, recordId: id });
const labelled = (lists: readonly RelatedList[], label: string) => lists.find((list) => list.label === label);
const namesIn = (lists: readonly RelatedList[], label: string) =>
  labelled(lists, label)?.found?.rows.map(({ name }) => name);
const having = (ctx: Context, rights: Partial<Context['rights']>): Context => ({
  ...ctx,
  rights: { ...ctx.rights, ...rights },
});
const versionOf = async (module: string, id: Id) => (await getRecord(org.operator, module, id)).record.version;

beforeAll(async () => {
  org = await makeOrg();
  other = await makeOrg();
  account = await make('Accounts', { Account_Name: 'Acme' });
});

describe('the lists of a record', () => {
  test('are of every lookup that points to it: the newest five, how many, and the way to all', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) await contact(`Person ${n}`);
    await deal('First deal');
    const lists = await listsOf();
    expect(lists.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Contacts', 'Deals', 'Cases', 'Accounts by Parent Account']),
    );
    expect(namesIn(lists, 'Contacts')).toEqual(['Person 6', 'Person 5', 'Person 4', 'Person 3', 'Person 2']);
    expect(labelled(lists, 'Contacts')).toMatchObject({ addable: true, linkable: 'by_name', field: 'Account_Name' });
    expect(labelled(lists, 'Contacts')?.found?.count).toEqual({ records: 6, more: false });
    expect(labelled(lists, 'Cases')?.found).toEqual({ rows: [], count: { records: 0, more: false } });
    expect(labelled(lists, 'Deals')?.found?.rows[0]).toMatchObject({
      name: 'First deal',
      values: { Stage: 'Qualification' },
      unlinkable: true,
    });
    const href = new URL(labelled(lists, 'Contacts')?.href ?? '', 'http://here');
    const filters = JSON.parse(href.searchParams.get('filters') ?? '');
    const whole = await listRecords(org.operator, 'Contacts', { filters, from: 'url' });
    expect(whole.rows).toHaveLength(6);
  });

  test('leave out what is in the recycle bin, and what pointed there before', async () => {
    const id = await make('Accounts', { Account_Name: 'Left' });
    const [gone, moved] = [await contact('Thrown away', id), await contact('Moved', id)];
    await deleteRecords(org.operator, { module: 'Contacts', ids: [gone] });
    await updateRecord(org.operator, { module: 'Contacts', id: moved, values: { Account_Name: account } });
    expect(labelled(await listsOf(org.operator, id), 'Contacts')?.found?.count.records).toBe(0);
  });

  test('count to a limit', async () => {
    const id = await make('Accounts', { Account_Name: 'Large' });
    const last = await contact('Large 1', id);
    const lookup = await fieldIdOf(org, 'Contacts', 'Account_Name');
    await ownerSql()`
      insert into records (org_id, id, module_id, owner_id, name, name_key, "values", source, created_at, created_by,
        modified_at, modified_by)
      select org_id, id - n, module_id, owner_id, 'Large', 'large', "values", 'seed', created_at, 1, modified_at, 1
      from records, generate_series(1, ${MOST_RELATED}::int) n where id = ${last}`;
    await ownerSql()`
      insert into links (org_id, field_id, record_id, target_id)
      select ${org.orgId}::bigint, ${lookup}::bigint, ${last}::bigint - n, ${id}::bigint
      from generate_series(1, ${MOST_RELATED}::int) n`;
    const found = labelled(await listsOf(org.operator, id), 'Contacts')?.found;
    expect(found?.count).toEqual({ records: MOST_RELATED, more: true });
    expect(found?.rows[0]?.name).toBe('Large 1');
  });

  test('fail alone: one that cannot be read takes no other with it', async () => {
    const id = await make('Accounts', { Account_Name: 'Broken' });
    await contact('Whole', id);
    const broken = await deal('Broken deal', id);
    await ownerSql()`update records set created_at = 'infinity' where id = ${broken}`;
    const lists = await listsOf(org.operator, id);
    expect(labelled(lists, 'Deals')?.found).toBeNull();
    expect(namesIn(lists, 'Contacts')).toEqual(['Whole']);
  });
});

describe('whoever may not see', () => {
  test('the record, or is of another organisation, gets none of its lists', async () => {
    await expect(listsOf(other.operator)).rejects.toMatchObject({ code: 'not_found' });
    const withoutAccounts = having(org.operator, { modules: { ...org.operator.rights.modules, Accounts: [] } });
    await expect(listsOf(withoutAccounts)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listsOf(org.officer)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a module sees no list of it, and a lookup that the profile hides makes none', async () => {
    const withoutDeals = having(org.operator, { modules: { ...org.operator.rights.modules, Deals: [] } });
    const lists = await listsOf(withoutDeals);
    expect(lists.some(({ module }) => module.apiName === 'Deals')).toBe(false);
    expectAbsent(JSON.stringify(lists), 'First deal');
    const hidden = having(org.operator, {
      fields: { [await fieldIdOf(org, 'Contacts', 'Account_Name')]: 'hidden' },
    });
    const seen = await listsOf(hidden);
    expect(seen.some(({ module }) => module.apiName === 'Contacts')).toBe(false);
    expect(namesIn(seen, 'Deals')).toEqual(['First deal']);
  });

  test('a field finds it in no row', async () => {
    const hidden = having(org.operator, { fields: { [await fieldIdOf(org, 'Deals', 'Stage')]: 'hidden' } });
    const list = labelled(await listsOf(hidden), 'Deals');
    expect(list?.columns.some(({ apiName }) => apiName === 'Stage')).toBe(false);
    expect(list?.found?.rows[0]?.values).not.toHaveProperty('Stage');
  });

  test('records of others in a Private module finds them in no row and in no count', async () => {
    const id = await make('Accounts', { Account_Name: 'Shared account' });
    await make('Cases', { Subject: 'Of mine', Account_Name: id, Status: 'New', Case_Origin: 'Phone' });
    const values = { Subject: 'Of the administrator', Account_Name: id, Status: 'New', Case_Origin: 'Phone' };
    await make('Cases', values, org.admin);
    expect(labelled(await listsOf(org.operator, id), 'Cases')?.found?.count.records).toBe(2);
    await setSharing(org.admin, { module: 'Cases', sharing: 'private' });
    const found = labelled(await listsOf(org.operator, id), 'Cases')?.found;
    expect(found?.count).toEqual({ records: 1, more: false });
    expect(found?.rows.map(({ name }) => name)).toEqual(['Of mine']);
  });

  test('may change gets no way to: neither to add, nor to link, nor to take out', async () => {
    const reading = having(org.operator, { modules: { Accounts: ['view'], Deals: ['view'] } });
    const list = labelled(await listsOf(reading), 'Deals');
    expect(list).toMatchObject({ addable: false, linkable: 'no' });
    expect(list?.found?.rows.some(({ unlinkable }) => unlinkable)).toBe(false);
  });
});

describe('a link', () => {
  test('is an ordinary change of the lookup, with its event, and so is taking it away', async () => {
    const nowhere = await make('Contacts', { Last_Name: 'Nowhere' });
    const link = { module: 'Contacts', id: nowhere, field: 'Account_Name', target: account };
    await linkRecord(org.operator, link);
    expect(namesIn(await listsOf(), 'Contacts')?.[0]).toBe('Nowhere');
    await linkRecord(org.operator, link);
    expect(await versionOf('Contacts', nowhere)).toBe(2);
    await unlinkRecord(org.operator, link);
    await unlinkRecord(org.operator, link);
    expect(await versionOf('Contacts', nowhere)).toBe(3);
    expect(namesIn(await listsOf(), 'Contacts')).not.toContain('Nowhere');
    const events = (await eventsOf(org, 'record.update')).filter(({ fields }) => fields.join() === 'Account_Name');
    expect(events.slice(-2).map(({ outcome, module }) => [outcome, module])).toEqual([
      ['done', 'Contacts'],
      ['done', 'Contacts'],
    ]);
  });

  test('to another record is asked about before it is replaced', async () => {
    const elsewhere = await make('Accounts', { Account_Name: 'Elsewhere' });
    const id = await contact('Torn', elsewhere);
    const link = { module: 'Contacts', id, field: 'Account_Name', target: account };
    await expect(linkRecord(org.operator, link)).rejects.toMatchObject({ reason: 'LINKED_ELSEWHERE' });
    expect(await versionOf('Contacts', id)).toBe(1);
    await linkRecord(org.operator, { ...link, replace: true });
    expect(namesIn(await listsOf(org.operator, elsewhere), 'Contacts')).toEqual([]);
  });

  test('of several records keeps the others, on both sides, and two at once lose neither', async () => {
    const field = { type: 'multi_lookup' as const, label: 'Referred by', options: { lookupModule: 'Contacts' } };
    await createField(org.admin, { module: 'Accounts', ...field });
    const [first, second] = [await contact('Referrer one'), await contact('Referrer two')];
    const both = await Promise.allSettled(
      [first, second].map((target) =>
        linkRecord(org.operator, { module: 'Accounts', id: account, field: 'Referred_by', target }),
      ),
    );
    for (const [n, one] of both.entries()) {
      if (one.status === 'fulfilled') continue;
      expect(one.reason).toMatchObject({ code: 'conflict' });
      const target = [first, second][n] as Id;
      await linkRecord(org.operator, { module: 'Accounts', id: account, field: 'Referred_by', target });
    }
    expect(namesIn(await listsOf(), 'Referred by')).toEqual(['Referrer two', 'Referrer one']);
    expect(labelled(await listsOf(), 'Referred by')).toMatchObject({ kind: 'own', href: null });
    const backwards = await listsOf(org.operator, first, 'Contacts');
    expect(namesIn(backwards, 'Accounts')).toEqual(['Acme']);
    const { href } = labelled(backwards, 'Accounts') as RelatedList;
    const filters = JSON.parse(new URL(href ?? '', 'http://here').searchParams.get('filters') ?? '');
    expect((await listRecords(org.operator, 'Accounts', { filters, from: 'url' })).rows).toHaveLength(1);
    await unlinkRecord(org.operator, { module: 'Accounts', id: account, field: 'Referred_by', target: first });
    expect(namesIn(await listsOf(), 'Referred by')).toEqual(['Referrer two']);
    const hidden = having(org.operator, { modules: { ...org.operator.rights.modules, Contacts: [] } });
    expect(labelled(await listsOf(hidden), 'Referred by')).toBeUndefined();
  });

  test('is refused to whoever may not edit, of what is no lookup or not there, and to what may not be seen', async () => {
    const id = await make('Contacts', { Last_Name: 'Fixed' });
    const link = { module: 'Contacts', id, field: 'Account_Name', target: account };
    const reading = having(org.operator, { modules: { Accounts: ['view'], Contacts: ['view'] } });
    await expect(linkRecord(reading, link)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(linkRecord(other.operator, link)).rejects.toMatchObject({ code: 'not_found' });
    await expect(linkRecord(org.operator, { ...link, field: 'Email' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(linkRecord(org.operator, { ...link, target: id })).rejects.toMatchObject({ code: 'invalid' });
    const foreign = await make('Accounts', { Account_Name: 'Foreign' }, other.operator);
    await expect(linkRecord(org.operator, { ...link, target: foreign })).rejects.toMatchObject({ code: 'invalid' });
    expect(await versionOf('Contacts', id)).toBe(1);
  });
});

describe('names and values that are protected', () => {
  let clinic: TestOrg;
  let practice: Id;

  beforeAll(async () => {
    clinic = await makeOrg();
    practice = await make('Accounts', { Account_Name: 'Practice' }, clinic.operator);
    const values = { Last_Name: 'Zqpatient', Account_Name: practice, Title: 'Zqtitle', Phone: '555 0100' };
    await make('Contacts', values, clinic.operator);
    await setHipaaEnabled(clinic.admin, { enabled: true });
    await selectModule(clinic.admin, { module: 'Contacts' });
    for (const name of ['Last_Name', 'Phone', 'Title']) {
      const fieldId = await fieldIdOf(clinic, 'Contacts', name);
      await markField(clinic.admin, { module: 'Contacts', fieldId, encrypt: true });
    }
  });

  test('are in no related list, for those who may reveal neither; marked records are counted all the same', async () => {
    for (const ctx of [clinic.operator, clinic.admin]) {
      const lists = await listsOf(ctx, practice);
      const list = labelled(lists, 'Contacts');
      expect(list?.found?.count.records).toBe(1);
      expect(list?.found?.rows[0]?.name).toBeNull();
      expect(list?.linkable).toBe('elsewhere');
      expect(list?.columns.some(({ marked, sealed }) => marked || sealed)).toBe(false);
      for (const secret of ['Zqpatient', 'Zqtitle', '555 0100']) expectAbsent(JSON.stringify(lists), secret);
    }
  });

  test('that are encrypted and not marked are opened for the page, which is an event that names them', async () => {
    const fieldId = await fieldIdOf(clinic, 'Deals', 'Deal_Name');
    await selectModule(clinic.admin, { module: 'Deals' });
    await markField(clinic.admin, { module: 'Deals', fieldId, encrypt: true });
    await ownerSql()`update fields set marked = false where id = ${fieldId} and false`;
    await unmarkField(clinic.admin, { module: 'Deals', fieldId });
    await confirmHolds(clinic);
    await deal('Zqdeal', practice, clinic.operator);
    const before = (await eventsOf(clinic, 'record.list')).length;
    expect(namesIn(await listsOf(clinic.operator, practice), 'Deals')).toEqual(['Zqdeal']);
    expect((await eventsOf(clinic, 'record.list')).slice(before)).toMatchObject([
      { module: 'Deals', fields: ['Deal_Name'], facts: { rows: 1 } },
    ]);
  });
});
