/** What an administrator's and an officer's home says of an organisation: counts and names of settings, each to whoever may know it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { listEnding } from '@/lib/admin/agreements/ending';
import { countDesk } from '@/lib/admin/audit/review/count-desk';
import { getModule } from '@/lib/crm/modules/definition';
import { firstIdAt, newId } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { listAttention } from './attention';
import { listMuchUsed } from './compliance/much-used';
import { selectModule } from './compliance/select-module';
import { setHipaaEnabled } from './compliance/set-hipaa-enabled';
import { markField } from './mark-field';

let org: TestOrg;
let other: TestOrg;
const keys = async (ctx = org.admin) => (await listAttention(ctx)).map(({ key }) => key);

beforeAll(async () => {
  org = await makeOrg();
  other = await makeOrg();
});

describe('what needs attention', () => {
  test('is protection that is off, then not selected, not marked, not encrypted: one after the other', async () => {
    expect((await keys())[0]).toBe('hipaa');
    await setHipaaEnabled(org.admin, { enabled: true });
    expect((await keys())[0]).toBe('modules');
    await selectModule(org.admin, { module: 'Contacts' });
    expect((await keys())[0]).toBe('marks.Contacts');
    const { id: fieldId } = getModule(await org.metadata(), 'Contacts').fields.find(
      ({ apiName }) => apiName === 'Phone',
    ) as { id: string };
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: false, reason: 'It is called by machine.' });
    const [first] = await listAttention(org.admin);
    expect(first).toMatchObject({ key: 'clear', words: '1 field of personal health data is not encrypted.' });
  });

  test('is jobs that failed within a week and people who never signed in, counted, of this organisation alone', async () => {
    for (const at of [Date.now(), Date.now() - 8 * 86_400_000]) {
      await ownerSql()`
        insert into jobs (org_id, id, kind, status, params, created_by, created_at)
        values (${org.orgId}, ${firstIdAt(at)}, 'export', 'failed', '{}', ${org.operator.actor.id}, now())`;
    }
    const found = await listAttention(org.admin);
    expect(found.find(({ key }) => key === 'jobs')?.words).toMatch(/^1 export, import or other long job failed/);
    expect(found.find(({ key }) => key === 'never')?.words).toMatch(/^\d people with an account never signed in/);
    expect(await keys(other.admin)).not.toContain('jobs');
  });

  test('is refused to whoever manages neither compliance nor people', async () => {
    for (const ctx of [org.operator, org.officer]) {
      await expect(async () => listAttention(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

describe('what waits to be reviewed', () => {
  beforeAll(async () => {
    for (const [n, personId] of [org.operator, org.operator, org.officer].map(({ actor }) => actor.id).entries()) {
      await ownerSql()`
        insert into review_items (
          org_id, id, rule, person_id, person_name, key, score, facts, entries, from_at, to_at, found_at, state, open_since)
        values (${org.orgId}, ${newId()}, 'bulk_reveal', ${personId}, 'Zqname', ${String(n)}, 40, '{}', 1, now(), now(),
          now(), 'open', now() - interval '300 days')`;
    }
  });

  test('is counted by rule, without what is about oneself and without a name', async () => {
    const counts = await countDesk(org.officer);
    expect(counts).toMatchObject({ open: 2, overdue: 2, rules: [{ rule: 'bulk_reveal', open: 2 }] });
    expect(JSON.stringify(counts)).not.toContain('Zqname');
    expect(await countDesk(other.officer)).toEqual({ open: 0, overdue: 0, rules: [] });
  });

  test('is refused to whoever does not read the whole audit log, and so are agreements and what was disclosed', async () => {
    for (const ask of [countDesk, listEnding, listMuchUsed]) {
      await expect(async () => ask(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await listEnding(org.officer)).toEqual([]);
  });
});

describe('what was disclosed', () => {
  test('is told of others who used half of a budget or more', async () => {
    const use = (userId: string, used: number) => ownerSql()`
      insert into disclosure_use (org_id, user_id, kind, slot, used)
      values (${org.orgId}, ${userId}, 'one', date_trunc('minute', now()), ${used})`;
    await use(org.operator.actor.id, 100_000);
    await use(org.officer.actor.id, 100_000);
    expect(await listMuchUsed(org.officer)).toMatchObject([{ userId: org.operator.actor.id, day: 100_000 }]);
    expect(await listMuchUsed(other.officer)).toEqual([]);
  });
});
