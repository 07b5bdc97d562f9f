import { expect, test } from 'vitest';
import { fieldsWithMark, getModule, isSelected } from '@/lib/crm/modules/definition';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addFields, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { setHipaaEnabled } from './set-hipaa-enabled';

const isEnabled = async (org: TestOrg) => (await org.metadata()).compliance.hipaaEnabled;

test('switching on is in force at once and leaves its event, once', async () => {
  const org = await makeOrg();
  await setHipaaEnabled(org.admin, { enabled: true });
  await setHipaaEnabled(org.admin, { enabled: true });
  expect(await isEnabled(org)).toBe(true);
  expect(await eventsOf(org, 'compliance.update')).toMatchObject([
    { outcome: 'done', actorId: org.administratorId, facts: { setting: 'hipaaEnabled', old: false, new: true } },
  ]);
});

test.each(['operator', 'officer'] as const)('an %s may not switch it, and the attempt is an event', async (who) => {
  const org = await makeOrg();
  await expect(setHipaaEnabled(org[who], { enabled: true })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await isEnabled(org)).toBe(false);
  expect(await eventsOf(org, 'compliance.update')).toMatchObject([{ outcome: 'refused', actorId: org[who].actor.id }]);
});

test('one org’s switch is not another’s', async () => {
  const [org, other] = [await makeHealthOrg(), await makeOrg()];
  expect([await isEnabled(org), await isEnabled(other)]).toEqual([true, false]);
});

test.each([undefined, '', 'Contacts', 'somewhere else'])(
  'switching off is refused when %j is typed',
  async (confirmation) => {
    const org = await makeHealthOrg();
    const attempt = setHipaaEnabled(org.admin, { enabled: false, confirmation });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', reason: 'CONFIRMATION_REQUIRED' });
    expect(await isEnabled(org)).toBe(true);
  },
);

test('switching off removes all marks and selections in one event that lists them, and remembers them', async () => {
  const org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['SSN', 'Allergies'], { marked: true });
  const { orgName } = await org.metadata();
  await setHipaaEnabled(org.admin, { enabled: false, confirmation: ` ${orgName} ` });
  const contacts = getModule(await org.metadata(), 'Contacts');
  expect(isSelected(contacts)).toBe(false);
  expect(fieldsWithMark(contacts)).toEqual([]);
  expect(await isEnabled(org)).toBe(false);
  expect((await eventsOf(org, 'compliance.update')).at(-1)).toMatchObject({
    facts: { setting: 'hipaaEnabled', old: true, new: false, unmarked: { Contacts: ['SSN', 'Allergies'] } },
  });
  const [row] = await ownerSql()`select removed_marks from compliance_settings where org_id = ${org.orgId}`;
  expect(row?.removed_marks.modules).toEqual({ Contacts: ['SSN', 'Allergies'] });
});
