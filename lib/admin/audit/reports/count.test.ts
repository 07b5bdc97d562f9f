/** Reveals and disclosures in figures: what the audit log shows the asker, added up, and an event. */
import { beforeAll, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import type { Context } from '@/lib/platform/context';
import { reveal } from '@/lib/protection/disclose/reveal';
import { ownerSql } from '@/lib/tools/testing/database';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { countAudit, listAuditReports } from './count';

let org: TestOrg;
let colleague: Context;

beforeAll(async () => {
  org = await makeHealthOrg();
  const id = await insertUser(org, 'Carl Colleague', org.profileIds.Operator, org.roleIds.Manager);
  colleague = contextOf(org.orgId, { id, name: 'Carl Colleague', profile: 'Operator', ownerIds: [id] });
  const contact = await addContact(org, { Phone: '555-0100' });
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });
  const one = { module: 'Contacts', recordId: contact, fields: ['Phone'] };
  await reveal(org.operator, { ...one, purpose: 'treatment' });
  await reveal(org.operator, { ...one, purpose: 'treatment' });
  await reveal(org.operator, { ...one, purpose: 'payment' });
  await ownerSql()`
    insert into disclosures (org_id, id, at, exit, recipient, address, purpose, fields, actor_id)
    values (${org.orgId}, 1, now(), 'export', 'Laboratory', '', 'treatment', '{Phone}', 1),
      (${org.orgId}, 2, now() - interval '1 year', 'export', 'Laboratory', '', 'treatment', '{Phone}', 1)`;
});

const cells = async (ctx: Context, key: string) => {
  const { figures } = (await countAudit(ctx, key)) ?? {};
  const columns = figures?.across?.columns.map(({ label }) => label) ?? [];
  return (figures?.lines ?? []).map(({ label, cells: line, figures: whole }) => [
    label,
    Object.fromEntries(columns.map((column, n) => [column, line[n]?.figures[0]?.value])),
    whole[0]?.value,
  ]);
};

test('an officer counts reveals by person and purpose, and disclosures by way and purpose, of 90 days', async () => {
  expect(await cells(org.officer, 'reveals')).toEqual([['Olga Operator', { Treatment: 2, Payment: 1 }, 3]]);
  expect(await cells(org.officer, 'disclosures')).toEqual([['Export', { Treatment: 1 }, 1]]);
});

test('who reads their own entries counts their own alone, and no disclosures', async () => {
  expect(await cells(org.operator, 'reveals')).toEqual([['Olga Operator', { Treatment: 2, Payment: 1 }, 3]]);
  expect(await cells(colleague, 'reveals')).toEqual([]);
  expect(listAuditReports(colleague).map(({ key }) => key)).toEqual(['reveals']);
  await expect(countAudit(colleague, 'disclosures')).rejects.toMatchObject({ code: 'forbidden' });
  const nobody = { ...colleague, rights: { everyModule: [], modules: {}, org: [] } };
  expect(listAuditReports(nobody)).toEqual([]);
  await expect(countAudit(nobody, 'reveals')).rejects.toMatchObject({ code: 'forbidden' });
});

test('another organisation counts nothing of it, and each look is an event, once in a while', async () => {
  const other = await makeOrg();
  expect(await cells(other.officer, 'reveals')).toEqual([]);
  expect(await cells(other.officer, 'disclosures')).toEqual([]);
  await countAudit(other.officer, 'disclosures');
  const views = await eventsOf(other, 'ledger.view');
  expect(views.map(({ facts }) => facts)).toEqual([
    { report: 'reveals', range: '90d' },
    { report: 'disclosures', range: '90d' },
  ]);
  expect(await countAudit(org.officer, 'pipeline')).toBeNull();
});
