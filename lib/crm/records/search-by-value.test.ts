import { beforeAll, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { createRecord } from './create';
import { listRecords } from './list';
import { searchByValue, searchIn } from './search-by-value';

let org: TestOrg;
let anna: Id;
let lead: Id;

beforeAll(async () => {
  org = await makeHealthOrg();
  await selectModule(org.admin, { module: 'Leads' });
  await addFields(org, 'Contacts', ['SSN'], { unique: true });
  await addFields(org, 'Contacts', ['Insurance_Number']);
  for (const name of ['SSN', 'Insurance_Number', 'Phone', 'Email', 'First_Name', 'Last_Name']) {
    await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', name), encrypt: true });
  }
  await markField(org.admin, { module: 'Leads', fieldId: await fieldIdOf(org, 'Leads', 'Phone'), encrypt: true });
  anna = await addContact(org, {
    First_Name: 'Anna Maria',
    Last_Name: 'de la Cruz',
    SSN: '999-81-5679',
    Insurance_Number: 'KV-A123456789',
    Phone: '(555) 907-8526',
    Email: 'anna@example.org',
  });
  await addContact(org, { First_Name: 'Anna', Last_Name: 'Other', SSN: '999-81-0000', Phone: '(555) 907-0000' });
  lead = (
    await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Lovelace', Phone: '555 907 8526' } })
  ).id;
});

const idsBy = async (query: string, ctx: Context = org.operator) =>
  (await searchByValue(ctx, query)).map(({ id }) => id);

describe('a search for a whole value', () => {
  test.each([
    ['an SSN', '999-81-5679'],
    ['an SSN without its dashes', '999815679'],
    ['an insurance number', 'kv-a123456789'],
    ['an e-mail address', 'Anna@Example.org'],
    ['a full name', 'anna maria de la cruz'],
    ['a full name, the last one first', 'de la Cruz, Anna Maria'],
  ])('finds a record by %s that is sealed', async (_, query) => {
    expect(await idsBy(query)).toEqual([anna]);
  });

  test('looks through all modules, and shows names as lists do', async () => {
    expect(await searchByValue(org.operator, '555.907.8526')).toEqual([
      { id: lead, name: 'Lovelace', module: 'Leads' },
      { id: anna, name: `Contact ${anna.slice(-6)}`, module: 'Contacts' },
    ]);
  });

  test('finds no part of a value, and nothing of another org', async () => {
    for (const query of ['999-81', 'Anna', 'Cruz', 'Anna de la Cruz', ''])
      expect(await idsBy(query)).not.toContain(anna);
    const other = await makeOrg();
    expect(await idsBy('999-81-5679', other.operator)).toEqual([]);
    await expect(searchByValue(org.operator, 'x'.repeat(201))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('is an event of each module searched, without the value', async () => {
    const before = (await eventsOf(org, 'record.search')).length;
    await idsBy('(555) 907-8526');
    const events = (await eventsOf(org, 'record.search')).slice(before);
    expect(events.map(({ module, facts }) => [module, facts.rows])).toEqual([
      ['Leads', 1],
      ['Contacts', 1],
    ]);
    expect(events[1]?.fields).toContain('Phone');
    expectAbsent(JSON.stringify(events), '907', '8526');
  });

  test('finds a full name in the list’s own search too', async () => {
    const { rows } = await listRecords(org.operator, 'Contacts', { search: 'Anna Maria de la Cruz', columns: [] });
    expect(rows.map(({ id }) => id)).toEqual([anna]);
  });
});

describe('whoever may not search a field', () => {
  test('is told the same by the same statements whether a record holds the value or none does', async () => {
    const held = ['999-81-5679', '(555) 907-8526', 'anna@example.org', 'KV-A123456789', 'Anna Maria de la Cruz'];
    const free = ['111-22-3333', '(555) 111-2222', 'nobody@example.org', 'KV-B000000000', 'Nora Nadia of the Dell'];
    for (const [n, value] of held.entries()) {
      const [one, other] = [await watched(org.admin, value), await watched(org.admin, free[n] ?? '')];
      expect(one.found).toEqual([]);
      expect(one).toEqual(other);
      expect(one.statements.length).toBeGreaterThan(5);
    }
    const asked = (await eventsOf(org, 'record.search')).filter(({ actorId }) => actorId === org.admin.actor.id);
    expect(asked).toEqual([]);
  });

  test('finds nothing in a module that they may not view', async () => {
    const rights = { ...org.operator.rights, modules: { Contacts: [] } };
    expect(await idsBy('555 907 8526', { ...org.operator, rights })).toEqual([lead]);
    expect(await searchByValue(org.officer, '999-81-5679')).toEqual([]);
  });

  test('finds nothing of a colleague’s private records', async () => {
    const mine = await makeHealthOrg();
    const colleague = await insertUser(mine, 'Carl', mine.profileIds.Operator, mine.roleIds.Manager);
    await addFields(mine, 'Contacts', ['SSN'], { unique: true });
    await createRecord(mine.operator, {
      module: 'Contacts',
      values: { Last_Name: 'Doe', SSN: '999-00-1111' },
      ownerId: colleague,
    });
    expect(await searchByValue(mine.operator, '999-00-1111')).toHaveLength(1);
    await setSharing(mine.admin, { module: 'Contacts', sharing: 'private' });
    expect(await searchByValue({ ...mine.operator, ownerIds: [mine.operator.actor.id] }, '999-00-1111')).toEqual([]);
  });
});

/** The answer, and every statement and part of one that was made for it. */
async function watched(ctx: Context, text: string) {
  const statements: string[] = [];
  const found = await readInOrg(ctx.orgId, (tx) => {
    const note = (strings: TemplateStringsArray, ...values: never[]) => {
      if (Array.isArray(strings)) statements.push(strings.join('?'));
      return tx.sql(strings, ...values);
    };
    const sql = Object.assign(note, tx.sql);
    const watching = new Proxy(tx, { get: (target, key) => (key === 'sql' ? sql : Reflect.get(target, key)) });
    return searchIn(watching as Tx, ctx, text);
  });
  return { found, statements };
}
