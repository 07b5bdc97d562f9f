import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { getField, getModule } from '@/lib/crm/modules/definition';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { createRecord } from './create';
import { type ListPage, type ListRequest, listRecords } from './list';
import { searchByName } from './search-by-name';
import { updateRecord } from './update';

let org: TestOrg;
let silvana: Id;
let boris: Id;

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['SSN'], { unique: true });
  await addFields(org, 'Contacts', ['Race', 'Nickname']);
  await addFields(org, 'Contacts', ['Weight'], { type: 'decimal' });
  for (const name of ['SSN', 'Phone', 'Race']) {
    await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', name), encrypt: true });
  }
  const birthday = await fieldIdOf(org, 'Contacts', 'Date_of_Birth');
  await markField(org.admin, { module: 'Contacts', fieldId: birthday, encrypt: false, reason: 'Needed by a report' });
  silvana = await addContact(org, {
    First_Name: 'Silvana',
    Last_Name: 'Reynolds',
    Email: 'silvana@example.org',
    SSN: '999-81-5679',
    Phone: '(555) 907-8526',
    Race: 'white',
    Date_of_Birth: '1961-08-09',
    Nickname: 'Sil',
    Weight: 61.5,
  });
  boris = await addContact(org, {
    First_Name: 'Boris',
    Last_Name: 'Müller',
    SSN: '999-11-2222',
    Race: 'white',
    Date_of_Birth: '1990-01-02',
    Weight: 9,
  });
});

const list = (request: ListRequest = {}, ctx: Context = org.operator, module = 'Contacts') =>
  listRecords(ctx, module, request);
const ids = async (request: ListRequest, ctx?: Context) => (await list(request, ctx)).rows.map((row) => row.id);
const by = (field: string, operator: string, value?: string | string[]): ListRequest => ({
  filters: [{ field, operator, value }],
});

describe('what a list shows', () => {
  test('gives only the columns asked for, marked ones masked and never clear', async () => {
    const page = await list({
      columns: ['Email', 'SSN', 'Date_of_Birth', 'Owner'],
      ...by('Name', 'contains', 'silva'),
    });
    expect(page.columns).toEqual(['Email', 'SSN', 'Date_of_Birth', 'Owner']);
    expect(page.masked).toEqual(['SSN', 'Date_of_Birth']);
    expect(page.rows).toEqual([
      {
        id: silvana,
        name: 'Silvana Reynolds',
        version: 1,
        values: { Email: 'silvana@example.org', Owner: org.operator.actor.id },
      },
    ]);
    expect(page.names.users).toEqual({ [org.operator.actor.id]: 'Olga Operator' });
    expectAbsent(JSON.stringify(page), '999-81-5679', '1961');
  });

  test('leaves an event when marked columns are shown, and none otherwise', async () => {
    const before = (await eventsOf(org, 'record.list')).length;
    await list({ columns: ['Email'] });
    expect(await eventsOf(org, 'record.list')).toHaveLength(before);
    const page = await list({ columns: ['Email', 'SSN'] });
    const events = await eventsOf(org, 'record.list');
    expect(events).toHaveLength(before + 1);
    expect(events.at(-1)).toMatchObject({
      outcome: 'done',
      actorId: org.operator.actor.id,
      fields: ['SSN'],
      facts: { rows: page.rows.length, columns: 2 },
    });
  });

  test('names the records that lookups point to, if the asker may see them', async () => {
    const account = await createRecord(org.operator, { module: 'Accounts', values: { Account_Name: 'Care Group' } });
    await updateRecord(org.operator, { module: 'Contacts', id: boris, values: { Account_Name: account.id } });
    const page = await list({ columns: ['Account_Name'], ...by('Account_Name', 'equals', account.id) });
    expect(page.rows.map((row) => row.id)).toEqual([boris]);
    expect(page.names.lookups).toEqual({ [account.id]: { name: 'Care Group', href: `/m/Accounts/${account.id}` } });
    const blind: Context = { ...org.operator, rights: { ...org.operator.rights, modules: { Accounts: [] } } };
    expect((await list({ columns: ['Account_Name'] }, blind)).names.lookups).toEqual({});
  });

  test('stops counting at a thousand', async () => {
    const many = await makeOrg();
    await fill(many, 'Leads', 1001);
    expect((await listRecords(many.operator, 'Leads')).count).toEqual({ records: 1000, more: true });
  });
});

describe('who may list', () => {
  test('refuses a profile without the right and records the attempt', async () => {
    await expect(list({}, org.officer)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org, 'record.list')).at(-1)).toMatchObject({
      outcome: 'refused',
      actorId: org.officer.actor.id,
    });
  });

  test('shows nothing of another org', async () => {
    const other = await makeOrg();
    expect(await list({}, other.operator)).toMatchObject({ rows: [], count: { records: 0, more: false } });
    expect((await list({ after: silvana }, other.operator)).startedOver).toBe(true);
    expect((await list({ search: '999-81-5679' }, other.operator)).rows).toEqual([]);
  });

  test('hides the records of others in a private module, from list, count and search', async () => {
    const mine = await makeOrg();
    await asOwner(mine.orgId, (tx) => tx.sql`update modules set sharing = 'private' where api_name = 'Leads'`);
    const colleague = await insertUser(mine, 'Carl Colleague', mine.profileIds.Operator, mine.roleIds.Manager);
    const values = { Last_Name: 'Lovelace', Email: 'ada@example.org' };
    const own = await createRecord(mine.operator, { module: 'Leads', values });
    await createRecord(mine.operator, { module: 'Leads', values, ownerId: colleague });
    for (const request of [{}, { search: 'lovelace' }, by('Email', 'equals', 'ada@example.org')]) {
      const page = await listRecords(mine.operator, 'Leads', request);
      expect(page.rows.map((row) => row.id)).toEqual([own.id]);
      expect(page.count.records).toBe(1);
      expect((await listRecords(mine.admin, 'Leads', request)).count.records).toBe(2);
    }
  });
});

describe('filters, sorts and searches of protected fields', () => {
  test('refuses an administrator any filter or sort on a marked field, and records the attempt', async () => {
    const refused: [ListRequest, string][] = [
      [by('SSN', 'equals', '999-81-5679'), 'record.search'],
      [by('Date_of_Birth', 'equals', '1961-08-09'), 'record.search'],
      [by('Phone', 'contains', '907'), 'record.search'],
      [{ sort: { field: 'SSN', order: 'asc' } }, 'record.list'],
    ];
    for (const [request, action] of refused) {
      const before = (await eventsOf(org, action)).length;
      const name = request.sort?.field ?? request.filters?.[0]?.field ?? '';
      await expect(list(request, org.admin)).rejects.toMatchObject({
        code: 'forbidden',
        fields: { [name]: expect.any(String) },
      });
      const events = await eventsOf(org, action);
      expect(events).toHaveLength(before + 1);
      expect(events.at(-1)).toMatchObject({ outcome: 'refused', actorId: org.admin.actor.id, fields: [name] });
      expectAbsent(JSON.stringify(events.at(-1)), '999-81-5679', '1961', '907');
    }
  });

  test('refuses everybody more than equality', async () => {
    for (const operator of ['contains', 'starts_with', 'not_equal', 'is_empty', 'in']) {
      await expect(list(by('SSN', operator, '999'))).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(list(by('Date_of_Birth', 'less_than', '1970-01-01'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(list({ sort: { field: 'Phone', order: 'desc' } })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('finds an exact SSN for the operator, with and without dashes, and the event holds no value', async () => {
    for (const typed of ['999-81-5679', '999815679', ' 999 81 5679 ']) {
      expect(await ids(by('SSN', 'equals', typed))).toEqual([silvana]);
      expect((await eventsOf(org, 'record.search')).at(-1)).toMatchObject({ fields: ['SSN'], facts: { rows: 1 } });
      expect(await ids({ search: typed })).toEqual([silvana]);
      expect((await eventsOf(org, 'record.search')).at(-1)?.fields).toContain('SSN');
    }
    expectAbsent(JSON.stringify(await eventsOf(org, 'record.search')), '999-81-5679', '999 81 5679');
  });

  test('finds a marked field that is not encrypted by its value', async () => {
    expect(await ids(by('Date_of_Birth', 'equals', '08/09/1961'))).toEqual([silvana]);
    expect(await ids({ search: '1961-08-09' })).toEqual([silvana]);
  });

  test('finds an encrypted phone number however it is written', async () => {
    expect(await ids(by('Phone', 'equals', '555.907.8526'))).toEqual([silvana]);
    expect(await ids({ search: '+1 555 907 8526' })).toEqual([silvana]);
  });

  test('never gives a value that merely collides in the truncated token', async () => {
    const raceId = await fieldIdOf(org, 'Contacts', 'Race');
    await ownerSql()`
      insert into blind_index (org_id, field_id, token, record_id)
      select org_id, field_id, token, ${await addContact(org, { Last_Name: 'Collider', Race: 'asian' })}
      from blind_index where field_id = ${raceId} and record_id = ${silvana}
      on conflict do nothing`;
    const page = await list(by('Race', 'equals', 'White'));
    expect(page.rows.map((row) => row.id).sort()).toEqual([silvana, boris].sort());
    expect(page.count.records).toBe(2);
    expect((await ids({ search: 'white' })).sort()).toEqual([silvana, boris].sort());
  });

  test('does not look through marked fields for whoever may not reveal them', async () => {
    const before = (await eventsOf(org, 'record.search')).length;
    expect(await ids({ search: '999-81-5679', columns: [] }, org.admin)).toEqual([]);
    expect(await eventsOf(org, 'record.search')).toHaveLength(before);
  });

  test('finds a name by a part of it, short names by their beginning', async () => {
    for (const search of ['reynolds', 'EYNOL', 'Sil', 're', 'silvana rey']) {
      expect(await ids({ search })).toContain(silvana);
    }
    expect(await ids({ search: 'eynolz' })).toEqual([]);
    expect((await searchByName(org.operator, 'eynol', 5)).map((found) => found.id)).toEqual([silvana]);
    expect((await searchByName(org.operator, 're', 5, 'Contacts')).map((found) => found.name)).toEqual([
      'Silvana Reynolds',
    ]);
    expect(await searchByName(org.operator, 'reynolds', 5, 'Leads')).toEqual([]);
    expect(await searchByName(org.officer, 'reynolds', 5)).toEqual([]);
  });

  test('refuses a protected field from a URL, whoever asks', async () => {
    await expect(list({ ...by('SSN', 'equals', '999-81-5679'), from: 'url' })).rejects.toMatchObject({
      code: 'invalid',
      reason: 'PROTECTED_IN_URL',
    });
  });

  test('is refused once the field is marked, at the very next request', async () => {
    const fresh = await makeHealthOrg();
    const sort = { field: 'Email', order: 'asc' } as const;
    await listRecords(fresh.operator, 'Contacts', { sort });
    const fieldId = await fieldIdOf(fresh, 'Contacts', 'Email');
    await markField(fresh.admin, { module: 'Contacts', fieldId, encrypt: true });
    await expect(listRecords(fresh.operator, 'Contacts', { sort })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('never shows, sorts or searches a name that is made of a marked field', async () => {
    const fresh = await makeHealthOrg();
    const { id } = await createRecord(fresh.operator, { module: 'Contacts', values: { Last_Name: 'Secretname' } });
    const fieldId = await fieldIdOf(fresh, 'Contacts', 'Last_Name');
    await markField(fresh.admin, { module: 'Contacts', fieldId, encrypt: true });
    const page = await listRecords(fresh.admin, 'Contacts', {});
    expect(page.rows).toEqual([expect.objectContaining({ id, name: null })]);
    expect((await listRecords(fresh.admin, 'Contacts', { search: 'secretname' })).rows).toEqual([]);
    expect((await listRecords(fresh.operator, 'Contacts', { search: 'secretname' })).rows).toHaveLength(1);
    for (const request of [by('Name', 'contains', 'secret'), { sort: { field: 'Name', order: 'asc' } as const }]) {
      await expect(listRecords(fresh.operator, 'Contacts', request)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

describe('filters of open fields', () => {
  test.each<[string, string, string | string[] | undefined, () => Id[]]>([
    ['Name', 'contains', 'REYN', () => [silvana]],
    ['Name', 'contains', 'muller', () => [boris]],
    ['Name', 'starts_with', 'bor', () => [boris]],
    ['Name', 'equals', 'silvana reynolds', () => [silvana]],
    ['Name', 'contains', '%', () => []],
    ['Name', 'contains', 're', () => [silvana]],
    ['Name', 'contains', 'ey', () => []],
    ['Last_Name', 'starts_with', 'Mü', () => [boris]],
    ['Last_Name', 'starts_with', 'Mu', () => []],
    ['Last_Name', 'equals', 'müller', () => [boris]],
    ['Last_Name', 'equals', 'muller', () => []],
    ['Last_Name', 'starts_with', 'Rey', () => [silvana]],
    ['Email', 'contains', '@EXAMPLE', () => [silvana]],
    ['Nickname', 'equals', 'sil', () => [silvana]],
    ['Nickname', 'is_not_empty', undefined, () => [silvana]],
    ['Email', 'is_not_empty', undefined, () => [silvana]],
    ['Weight', 'greater_than', '9', () => [silvana]],
    ['Weight', 'between', ['9', '60'], () => [boris]],
    ['Weight', 'in', ['9', '61.5'], () => [silvana, boris]],
    ['Weight', 'equals', '61.50', () => [silvana]],
  ])('%s %s %s', async (field, operator, value, expected) => {
    const found = (await ids(by(field, operator, value))).filter((id) => id === silvana || id === boris);
    expect(found.sort()).toEqual(expected().sort());
  });

  test('counts an empty value as different, and finds it as empty', async () => {
    expect(await ids(by('Nickname', 'not_equal', 'Sil'))).toContain(boris);
    expect(await ids(by('Email', 'is_empty'))).toContain(boris);
    expect(await ids(by('Email', 'is_empty'))).not.toContain(silvana);
  });

  test.each<[string, ListRequest]>([
    ['an unknown field', by('Nope', 'equals', '1')],
    ['an unknown operator', by('Email', 'drop table', '1')],
    ['a value that does not fit', by('Weight', 'equals', 'heavy')],
    ['a missing value', by('Nickname', 'equals', ' ')],
    ['a column that is not there', { columns: ['Nope'] }],
    ['a sort without an order', { sort: { field: 'Account_Name', order: 'asc' } }],
    ['201 rows', { perPage: 201 }],
    ['no rows', { perPage: 0 }],
    ['21 filters', { filters: Array.from({ length: 21 }, () => ({ field: 'Email', operator: 'is_empty' })) }],
  ])('refuses %s', async (_, request) => {
    await expect(list(request)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('keyset paging', () => {
  let leads: TestOrg;

  beforeAll(async () => {
    leads = await makeOrg();
    await fill(leads, 'Leads', 60);
  });

  test('walks every record exactly once, forwards and backwards, under equal and empty keys', async () => {
    const sorts = ['Name', 'Owner', 'Created_Time', 'Modified_Time', 'City', 'Annual_Revenue', 'Rating', 'Fax'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sorts),
        fc.constantFrom('asc' as const, 'desc' as const),
        fc.integer({ min: 1, max: 25 }),
        async (field, order, perPage) => {
          const sort = { field, order };
          const all = (await listRecords(leads.operator, 'Leads', { sort, perPage: 200 })).rows.map(({ id }) => id);
          expect(new Set(all).size).toBe(60);
          const pages: Id[][] = [];
          let before: string | null = null;
          for (let after: string | undefined; ; ) {
            const page = await listRecords(leads.operator, 'Leads', { sort, perPage, after, columns: [] });
            pages.push(page.rows.map(({ id }) => id));
            before = page.previous;
            if (!page.next) break;
            after = page.next;
          }
          expect(pages.flat()).toEqual(all);
          for (const expected of pages.slice(0, -1).reverse()) {
            const at = { sort, perPage, before: before ?? '', columns: [] };
            const page: ListPage = await listRecords(leads.operator, 'Leads', at);
            expect(page.rows.map(({ id }) => id)).toEqual(expected);
            expect(page.next).not.toBeNull();
            before = page.previous;
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test.each(['City', 'Annual_Revenue', 'Fax'])('puts records without %s last, in both orders', async (field) => {
    for (const order of ['asc', 'desc'] as const) {
      const request = { sort: { field, order }, columns: [field], perPage: 200 };
      const { rows } = await listRecords(leads.operator, 'Leads', request);
      const values = rows.map((row) => row.values[field]);
      const given = values.filter((value) => value !== undefined);
      expect(given.length).toBeGreaterThan(5);
      expect(values.slice(0, given.length)).toEqual(given);
      const sorted = given.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(given).toEqual(order === 'asc' ? sorted : sorted.reverse());
    }
  });

  test('starts over, and says so, when the place is none', async () => {
    const first = await listRecords(leads.operator, 'Leads', { perPage: 5 });
    const page = await listRecords(leads.operator, 'Leads', { perPage: 5, after: '12345' });
    expect(page).toMatchObject({ rows: first.rows, startedOver: true, previous: null });
    const tokens = { next: expect.any(String) };
    expect(await listRecords(leads.operator, 'Leads', { perPage: 5, before: "1' or 1=1" })).toEqual({
      ...page,
      ...tokens,
    });
  });
});

/** Leads with few different values, straight into the table. */
async function fill(target: TestOrg, moduleName: string, count: number): Promise<void> {
  const module = getModule(await target.metadata(), moduleName);
  const slot = (name: string) => getField(module, name).indexSlot;
  expect([slot('City'), slot('Fax')]).toEqual([expect.any(Number), null]);
  for (let n = 0; n < Math.min(count, 60); n += 1) {
    const values = {
      Last_Name: ['Ng', 'Okafor', 'ng', 'Zoë'][n % 4],
      ...(n % 3 > 0 && { City: ['Boston', 'Austin'][n % 2] }),
      ...(n % 4 > 0 && { Annual_Revenue: [9, 100, 25.5][n % 3] }),
      ...(n % 5 > 0 && { Fax: ['555-0100', '555-0199'][n % 2] }),
      ...(n % 2 > 0 && { Rating: 'Active' }),
    };
    await createRecord(target.operator, { module: moduleName, values });
  }
  if (count <= 60) return;
  await ownerSql()`
    insert into records (org_id, id, module_id, owner_id, name, name_key, "values", source, created_at, created_by, modified_at, modified_by)
    select ${target.orgId}::bigint, n, ${module.id}::bigint, ${target.operator.actor.id}::bigint, 'Lead', 'lead', '{}', 'seed',
      now(), 1, now(), 1 from generate_series(1, ${count - 60}::int) as n`;
}
