import { describe, expect, test } from 'vitest';
import { fieldsWithMark, getModule, isSelected, markedFields } from '@/lib/crm/modules/definition';
import { modules } from '@/lib/platform/db/schema/modules';
import { newId } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addFields, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { deselectModule } from './deselect-module';
import { selectModule } from './select-module';

const selectedIn = async (org: TestOrg) => (await org.metadata()).modules.filter(isSelected);

/** Custom modules, straight into the table. */
async function addModules(org: TestOrg, names: readonly string[]): Promise<void> {
  await asOwner(org.orgId, (tx) =>
    tx.db.insert(modules).values(
      names.map((name, n) => ({
        orgId: org.orgId,
        id: newId(),
        apiName: name,
        singular: name,
        plural: `${name}s`,
        custom: true,
        position: 100 + n,
        nameFields: ['Name'],
      })),
    ),
  );
}

describe('selecting a module', () => {
  test('lets its fields be marked, and is one event', async () => {
    const org = await makeHealthOrg();
    await selectModule(org.admin, { module: 'Leads' });
    await selectModule(org.admin, { module: 'Leads' });
    expect((await selectedIn(org)).map(({ apiName }) => apiName).sort()).toEqual(['Contacts', 'Leads']);
    const events = (await eventsOf(org, 'compliance.select_module')).filter(({ module }) => module === 'Leads');
    expect(events).toMatchObject([{ outcome: 'done', facts: { modules: 2, limit: 10 } }]);
  });

  test('is refused to a profile that may not manage compliance, and is an event then', async () => {
    const org = await makeHealthOrg();
    await expect(selectModule(org.operator, { module: 'Leads' })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org, 'compliance.select_module')).at(-1)).toMatchObject({
      outcome: 'refused',
      module: 'Leads',
    });
  });

  test('is refused while HIPAA is off', async () => {
    const org = await makeOrg();
    await expect(selectModule(org.admin, { module: 'Leads' })).rejects.toMatchObject({ reason: 'HIPAA_DISABLED' });
  });

  test('does not find a module of another org, nor one that does not exist', async () => {
    const [org, other] = [await makeHealthOrg(), await makeOrg()];
    await addModules(other, ['Referral']);
    await expect(selectModule(org.admin, { module: 'Referral' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(selectModule(org.admin, { module: '' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the limit of 10', () => {
  test('20 modules selected at once, with 1 selected, end with exactly 10; the rest are refused by name', async () => {
    const org = await makeHealthOrg();
    const names = Array.from({ length: 20 }, (_, n) => `Study_${n}`);
    await addModules(org, names);
    const results = await Promise.allSettled(names.map((module) => selectModule(org.admin, { module })));
    expect(await selectedIn(org)).toHaveLength(10);
    const refused = names.filter((_, n) => results[n]?.status === 'rejected');
    expect(refused).toHaveLength(11);
    for (const [n, result] of results.entries()) {
      if (result.status === 'fulfilled') continue;
      expect(result.reason).toMatchObject({
        code: 'limited',
        facts: { limit: 10 },
        message: expect.stringContaining(`Study_${n}s was not selected`),
      });
    }
    const events = (await eventsOf(org, 'compliance.select_module')).filter(({ outcome }) => outcome === 'refused');
    expect(events.map(({ module }) => module).sort()).toEqual([...refused].sort());
  });

  test('is held by the database against writers who skip our check', async () => {
    const org = await makeHealthOrg();
    const names = Array.from({ length: 20 }, (_, n) => `Study_${n}`);
    await addModules(org, names);
    const results = await Promise.allSettled(
      names.map((name) =>
        asOwner(
          org.orgId,
          (tx) => tx.sql`update modules set hipaa = true where org_id = ${org.orgId} and api_name = ${name}`,
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
    expect(await selectedIn(org)).toHaveLength(10);
  });
});

describe('deselecting a module', () => {
  test('removes its marks in one event that lists them, and remembers them', async () => {
    const org = await makeHealthOrg();
    await addFields(org, 'Contacts', ['SSN', 'Allergies'], { marked: true });
    await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
    const contacts = getModule(await org.metadata(), 'Contacts');
    expect([isSelected(contacts), fieldsWithMark(contacts)]).toEqual([false, []]);
    expect(await eventsOf(org, 'compliance.deselect_module')).toMatchObject([
      { module: 'Contacts', fields: ['SSN', 'Allergies'], facts: { unmarked: { Contacts: ['SSN', 'Allergies'] } } },
    ]);
    const [row] = await ownerSql()`select removed_marks from compliance_settings where org_id = ${org.orgId}`;
    expect(row?.removed_marks.modules).toEqual({ Contacts: ['SSN', 'Allergies'] });
  });

  test.each([undefined, 'contacts', 'Leads'])('is refused when %j is typed', async (confirmation) => {
    const org = await makeHealthOrg();
    await addFields(org, 'Contacts', ['SSN'], { marked: true });
    const attempt = deselectModule(org.admin, { module: 'Contacts', confirmation });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', reason: 'CONFIRMATION_REQUIRED' });
    expect(markedFields(getModule(await org.metadata(), 'Contacts'))).toHaveLength(1);
  });

  test('needs nothing typed where no mark is lost', async () => {
    const org = await makeHealthOrg();
    await deselectModule(org.admin, { module: 'Contacts' });
    expect(await selectedIn(org)).toEqual([]);
    expect(await eventsOf(org, 'compliance.deselect_module')).toMatchObject([{ outcome: 'done', module: 'Contacts' }]);
  });

  test('is refused to a profile that may not manage compliance, and is an event then', async () => {
    const org = await makeHealthOrg();
    const attempt = deselectModule(org.operator, { module: 'Contacts', confirmation: 'Contacts' });
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
    expect(await eventsOf(org, 'compliance.deselect_module')).toMatchObject([{ outcome: 'refused' }]);
    expect(await selectedIn(org)).toHaveLength(1);
  });

  test('does not touch another org', async () => {
    const [org, other] = [await makeHealthOrg(), await makeHealthOrg()];
    await deselectModule(other.admin, { module: 'Contacts' });
    expect(await selectedIn(org)).toHaveLength(1);
  });
});
