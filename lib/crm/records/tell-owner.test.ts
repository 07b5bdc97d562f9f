import { beforeEach, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { listNotices } from '@/lib/people/notices/queries';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { fieldIdOf } from '@/lib/tools/testing/health-org';
import { contextOf } from '@/lib/tools/testing/make-org';
import { createRecord } from './create';
import { updateRecord } from './update';

let org: TestOrg;
let carl: Id;

beforeEach(async () => {
  org = await makeOrg();
  carl = await insertUser(org, 'Carl', org.profileIds.Operator, org.roleIds.Manager);
});

const wanted = { Subject: 'Zqsecret subject', Send_Notification_Email: 'true' };
const noticesOf = async (id: Id) =>
  (await listNotices(contextOf(org.orgId, { id, name: 'Somebody', profile: 'Operator', ownerIds: null }))).notices.map(
    ({ words, href }) => [words, href],
  );

describe('whoever is given a task that asks for it', () => {
  test('is told who gave it, by ids only, when it is made for them and when it becomes theirs', async () => {
    const made = await createRecord(org.admin, { module: 'Tasks', values: wanted, ownerId: carl });
    expect(await noticesOf(carl)).toEqual([['Ada Admin gave you a task.', `/m/Tasks/${made.id}`]]);
    const mine = await createRecord(org.operator, { module: 'Tasks', values: wanted });
    expect(await noticesOf(org.operator.actor.id)).toEqual([]);
    await updateRecord(org.operator, { module: 'Tasks', id: mine.id, values: {}, ownerId: carl });
    expect((await noticesOf(carl))[0]).toEqual(['Olga Operator gave you a task.', `/m/Tasks/${mine.id}`]);
    const kept = await ownerSql()`select facts::text as facts from notices where org_id = ${org.orgId}`;
    expect(JSON.stringify(kept)).not.toContain('Zqsecret');
  });

  test('is told nothing where it is not asked for, when they keep it, and of other changes', async () => {
    const quiet = { Subject: 'Call back' };
    const { id } = await createRecord(org.admin, { module: 'Tasks', values: quiet, ownerId: carl });
    await updateRecord(org.admin, {
      module: 'Tasks',
      id,
      values: { Send_Notification_Email: 'true', Subject: 'Again' },
    });
    await createRecord(org.admin, { module: 'Leads', values: { Last_Name: 'Doe' }, ownerId: carl });
    expect(await noticesOf(carl)).toEqual([]);
  });

  test('is told nothing while the field is protected, since the notice would say what it holds', async () => {
    await setHipaaEnabled(org.admin, { enabled: true });
    await selectModule(org.admin, { module: 'Tasks' });
    const fieldId = await fieldIdOf(org, 'Tasks', 'Send_Notification_Email');
    await markField(org.admin, { module: 'Tasks', fieldId, encrypt: true });
    await createRecord(org.admin, { module: 'Tasks', values: wanted, ownerId: carl });
    expect(await noticesOf(carl)).toEqual([]);
  });

  test('is told nothing of a change that fails', async () => {
    const { id } = await createRecord(org.operator, { module: 'Tasks', values: wanted });
    const change = { module: 'Tasks', id, values: { Subject: '' }, ownerId: carl };
    await expect(updateRecord(org.operator, change)).rejects.toMatchObject({ code: 'invalid' });
    expect(await noticesOf(carl)).toEqual([]);
  });
});
