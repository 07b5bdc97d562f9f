import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { getComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { getRecord } from '@/lib/crm/records/get';
import { listRecords } from '@/lib/crm/records/list';
import { updateRecord } from '@/lib/crm/records/update';
import { stopApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { removeForeign } from '@/lib/people/approvals/remove-foreign';
import { isSecondPersonOn } from '@/lib/people/approvals/setting';
import { settleApprovals } from '@/lib/people/approvals/settle';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import { listNotices } from '@/lib/people/notices/queries';
import { getSurroundings } from '@/lib/people/users/account';
import { signIn } from '@/lib/people/users/sign-in';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { adoptSettings } from '@/lib/tools/seed/adopt-settings';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { asAppRole, forgeEntry, byOwner as ownerActs } from '@/lib/tools/testing/attacker';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { ALL_SCOPES, restClient } from '@/lib/tools/testing/rest';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { endFindings } from '@/lib/ways-in/jobs/handlers/integrity';

const PHONE = '555-907-8526';
let org: TestOrg;
let recordId: Id;

beforeEach(async () => {
  org = await makeHealthOrg();
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });
  recordId = await addContact(org, { Phone: PHONE });
});

const asAttacker = (act: (tx: Tx) => PromiseLike<unknown>) => asAppRole(org.orgId, act);
const byOwner = (statement: Parameters<typeof ownerActs>[1]) => ownerActs(org.orgId, statement);
const failures = async () =>
  (await eventsOf(org.orgId, 'integrity.failed')).map(({ facts }) => facts as { what: string; during?: string });
const revealed = (ctx: Context = org.operator) =>
  reveal(ctx, { module: 'Contacts', recordId, fields: ['Phone'], purpose: 'treatment' });
const officersAreTold = async (words: RegExp) =>
  expect((await listNotices(org.officer)).notices.map((notice) => notice.words).join('\n')).toMatch(words);

describe('marks, encryption and restrictions in the database', () => {
  test.each([
    ['a mark', (tx: Tx) => tx.sql`update fields set marked = false where org_id = ${org.orgId}`],
    ['a selected module', (tx: Tx) => tx.sql`update modules set hipaa = false where org_id = ${org.orgId}`],
    [
      'a restriction',
      (tx: Tx) => tx.sql`update compliance_settings set restrict_api = true where org_id = ${org.orgId}`,
    ],
    ['rights of a profile', (tx: Tx) => tx.sql`update profiles set rights = rights where org_id = ${org.orgId}`],
    ['a person’s profile', (tx: Tx) => tx.sql`update users set profile_id = profile_id where org_id = ${org.orgId}`],
  ])('are not changed by the app’s role without an entry: %s', async (_, change) => {
    await expect(asAttacker(change)).rejects.toThrow('CL005');
  });

  test('that were changed by SQL show nothing: every field counts as marked, every door as closed, and officers are told', async () => {
    await asAttacker(async (tx) => {
      await forgeEntry(tx);
      await tx.sql`update fields set marked = false, sealed = false where org_id = ${org.orgId} and api_name = 'Phone'`;
    });
    const page = await getRecord(org.operator, 'Contacts', recordId);
    expect(page.record.masked).toEqual(expect.arrayContaining(['Phone', 'Last_Name', 'Email']));
    expect(page.compliance).toMatchObject({ hipaaEnabled: true, restrictApi: true, restrictExport: true });
    expect(JSON.stringify(await listRecords(org.operator, 'Contacts'))).not.toContain(PHONE);
    expect(await failures()).toEqual([{ what: 'protection' }]);
    await officersAreTold(/Marks, encryption or restrictions were changed outside Careledger/);
  });

  test('that were changed by SQL are told to programs by name, at every call but those for the audit log, until they are put back', async () => {
    const rest = await restClient(org, org.operator, [...ALL_SCOPES, 'ZohoCRM.settings.audit_logs.CREATE']);
    const change = (marked: boolean) =>
      byOwner(
        (sql) =>
          sql`update fields set marked = ${marked} where org_id = ${org.orgId} and api_name = 'Phone' and sealed`,
      );
    const calls = [
      ['GET', `/crm/v8/Contacts/${recordId}`],
      ['GET', '/crm/v8/Contacts?fields=Last_Name'],
      ['GET', '/crm/v8/settings/fields?module=Contacts'],
      ['POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'New' }] }],
    ] as const;
    await change(false);
    for (const [method, path, body] of calls) {
      expect(await rest(method, path, body)).toMatchObject({
        status: 409,
        body: { code: 'INTEGRITY', status: 'error' },
      });
    }
    expect((await rest('GET', '/crm/v8/settings/audit_log_export')).body?.code).not.toBe('INTEGRITY');
    await change(true);
    for (const [method, path] of calls.slice(0, 3)) expect((await rest(method, path)).status).toBe(200);
  });

  test('that were changed by SQL are not shown as if they were set', async () => {
    expect((await getComplianceOverview(org.officer)).intact).toBe(true);
    await byOwner(
      (sql) => sql`update compliance_settings set restrict_export = not restrict_export where org_id = ${org.orgId}`,
    );
    expect((await getComplianceOverview(org.officer)).intact).toBe(false);
    expect((await getSurroundings(org.operator)).metadata.intact).toBe(false);
  });

  test('that were changed by SQL steer no write, and are not made to look right by a change of settings', async () => {
    await byOwner(
      (sql) => sql`update fields set sealed = false where org_id = ${org.orgId} and api_name = 'Phone' and marked`,
    );
    const update = updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Phone: '555-000-0000' } });
    await expect(update).rejects.toMatchObject({ reason: 'INTEGRITY' });
    const fieldId = await fieldIdOf(org, 'Contacts', 'Email');
    await expect(markField(org.admin, { module: 'Contacts', fieldId, encrypt: true })).rejects.toMatchObject({
      reason: 'INTEGRITY',
    });
    await byOwner(
      (sql) => sql`update fields set sealed = true where org_id = ${org.orgId} and api_name = 'Phone' and marked`,
    );
    await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Phone: '555-000-0000' } });
    expect(await revealed()).toEqual({ Phone: '555-000-0000' });
  });

  test('a field’s type, name and module, and an org’s keys, are not the app’s role’s to change', async () => {
    for (const statement of [
      "update fields set type = 'single_line'",
      "update fields set api_name = 'Other'",
      'delete from fields',
      'delete from data_keys',
      'update data_keys set retired_at = now()',
      'delete from users',
      'delete from state_macs',
    ]) {
      await expect(asAttacker((tx) => tx.sql.unsafe(statement))).rejects.toThrow('42501');
    }
  });
});

describe('the sealed values of a record', () => {
  const damage = {
    'taken away': (sql: ReturnType<typeof ownerSql>) => sql`update records set sealed = null where id = ${recordId}`,
    'taken away with their number': (sql: ReturnType<typeof ownerSql>) =>
      sql`update records set sealed = null, seal_version = 0 where id = ${recordId}`,
    changed: (sql: ReturnType<typeof ownerSql>) =>
      sql`update records set sealed = set_byte(sealed, 30, (get_byte(sealed, 30) + 1) % 256) where id = ${recordId}`,
  };

  test.each(Object.entries(damage))(
    'that were %s are no "no value": an event, a notice, and words for who asked',
    async (_, act) => {
      await byOwner(act);
      await expect(revealed()).rejects.toMatchObject({ reason: 'INTEGRITY' });
      expect(await failures()).toEqual([{ what: 'record', during: 'record.reveal' }]);
      await officersAreTold(/encrypted values of record \d+ in Contacts do not open/);
    },
  );

  test('put back to an older envelope do not open', async () => {
    const [before] = await ownerSql()`select sealed from records where id = ${recordId}`;
    await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Phone: '555-000-0000' } });
    await byOwner((sql) => sql`update records set sealed = ${before?.sealed} where id = ${recordId}`);
    await expect(revealed()).rejects.toMatchObject({ reason: 'INTEGRITY' });
  });

  test('moved from another record do not open', async () => {
    const other = await addContact(org, { Phone: '555-111-1111' });
    await byOwner(
      (sql) => sql`update records set sealed = (select sealed from records where id = ${other}) where id = ${recordId}`,
    );
    await expect(revealed()).rejects.toMatchObject({ reason: 'INTEGRITY' });
  });

  test('a record that never had one has an envelope all the same, so that it cannot be said to have none', async () => {
    const empty = await addContact(org, {});
    const [row] = await ownerSql()`select sealed is not null as sealed, seal_version from records where id = ${empty}`;
    expect(row).toEqual({ sealed: true, seal_version: 1 });
    expect(
      await reveal(org.operator, { module: 'Contacts', recordId: empty, fields: ['Phone'], purpose: 'payment' }),
    ).toEqual({});
  });

  test('that do not open are told on the record’s page and in the list, and the rest of both is there', async () => {
    await asOwner(org.orgId, (tx) => tx.sql`update fields set marked = false where api_name = 'Phone'`.execute());
    await byOwner((sql) => damage.changed(sql));
    expect((await getRecord(org.operator, 'Contacts', recordId)).record).toMatchObject({
      damaged: true,
      values: { Last_Name: expect.any(String) },
    });
    expect(await failures()).toEqual([{ what: 'record' }]);
  });
});

describe('the rights of a person in the database', () => {
  async function signedIn() {
    const email = `olga-${randomUUID()}@test.example`;
    const hash = await hashPassword('a long password');
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set email = ${email}, password_hash = ${hash} where id = ${org.operator.actor.id}`.execute(),
    );
    const token = await signIn({ email, password: 'a long password', ip: null, userAgent: null, requestId: 'r' });
    return () => loadContext(token, { requestId: 'r', ip: null });
  }

  test.each([
    [
      'a profile’s rights',
      (sql: ReturnType<typeof ownerSql>) =>
        sql`update profiles set rights = jsonb_set(rights, '{org}', rights -> 'org' || '["manageUsers"]') where org_id = ${org.orgId}`,
    ],
    [
      'a person’s profile',
      (sql: ReturnType<typeof ownerSql>) =>
        sql`update users set profile_id = ${org.profileIds.Administrator} where org_id = ${org.orgId}`,
    ],
    [
      'a password',
      (sql: ReturnType<typeof ownerSql>) => sql`update users set password_hash = 'other' where org_id = ${org.orgId}`,
    ],
  ])('that were changed by SQL open nothing, and that is an event: %s', async (_, change) => {
    const load = await signedIn();
    expect((await load()).state).toBe('live');
    await byOwner(change);
    expect((await load()).state).toBe('none');
    expect(await failures()).toEqual([{ what: 'rights' }]);
    await officersAreTold(/What a person may do was changed outside Careledger/);
  });
});

test('an organisation from before is taken as it is once, with an event and a notice, and never again', async () => {
  await ownerSql()`delete from state_macs where org_id = ${org.orgId}`;
  await adoptSettings();
  await adoptSettings();
  expect(await eventsOf(org.orgId, 'integrity.adopt')).toHaveLength(1);
  await officersAreTold(/were taken as they are/);
  expect((await inOrg(org.orgId, metadataOf)).intact).toBe(true);
});

describe('what waits for a second person', () => {
  const forged = (kind: string, subjectId: Id, facts: object) =>
    asAttacker(async (tx) => {
      await forgeEntry(tx);
      await tx.sql`
        insert into approvals (org_id, id, kind, subject_id, facts, who, asked_by, asked_at, ends_at, state)
        values (${org.orgId}, ${newId()}, ${kind}, ${subjectId}, ${JSON.stringify(facts)}::text::jsonb,
          '{readWholeLedger}', ${org.admin.actor.id}, now(), now(), 'waiting')`;
    });
  const decideBySql = (state: string) => (tx: Tx) =>
    tx.sql`
    update approvals set state = ${state}, decided_by = ${org.officer.actor.id}, decided_at = now()
    where org_id = ${org.orgId} and state = 'waiting'`;

  test('takes no effect when it was written by SQL, and that is an event', async () => {
    await forged('profile.grant', org.profileIds.Administrator, { granted: ['revealPhi'], subject: 'Administrator' });
    await forged('setting.second_person', org.orgId, {});
    await settleApprovals(org.orgId, APPROVAL_HANDLERS);
    const [profile] = await ownerSql()`select rights from profiles where id = ${org.profileIds.Administrator}`;
    expect(profile?.rights.org).not.toContain('revealPhi');
    expect(await inOrg(org.orgId, isSecondPersonOn)).toBe(true);
    expect(await failures()).toEqual([{ what: 'approval' }, { what: 'approval' }]);
    await officersAreTold(/takes no effect/);
  });

  test('is shown as invalid when it was written by SQL, tells nothing of its own, and is removed by an officer, an event', async () => {
    await forged('profile.grant', org.profileIds.Administrator, { granted: ['revealPhi'], subject: 'FORGED' });
    await forged('no.such_kind', org.orgId, { words: 'FORGED' });
    await forged('compliance.take_away', org.orgId, { words: 'FORGED' });
    const { waiting, foreign } = await listApprovals(org.officer);
    expect([waiting.length, foreign.length]).toEqual([0, 3]);
    expect((await getComplianceOverview(org.officer)).waiting).toEqual([]);
    await expect(removeForeign(org.operator, { id: foreign[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    for (const { id, mayRemove } of foreign) {
      expect(mayRemove).toBe(true);
      await removeForeign(org.officer, { id });
    }
    const after = await listApprovals(org.officer);
    expect(after.foreign).toEqual([]);
    expect(after.decided.map(({ state }) => state)).toEqual(['removed', 'removed', 'removed']);
    expect(JSON.stringify(after)).not.toContain('FORGED');
    const events = await eventsOf(org.orgId, 'approval.remove');
    expect(events.map(({ outcome }) => outcome)).toEqual(['refused', 'done', 'done', 'done']);
    expect(await failures()).toHaveLength(3);
    await endFindings(org.orgId);
    expect(await eventsOf(org.orgId, 'integrity.mended')).toHaveLength(3);
  });

  test.each(['confirmed', 'stopped'])(
    'waits on when SQL says that it was %s, shown so, an event, and is decided as before',
    async (state) => {
      await setHipaaEnabled(org.admin, { enabled: false, confirmation: (await org.metadata()).orgName });
      const [asked] = (await listApprovals(org.officer)).waiting;
      await expect(asAttacker(decideBySql(state))).rejects.toThrow('CL005');
      await asAttacker(async (tx) => {
        await forgeEntry(tx);
        await decideBySql(state)(tx);
      });
      const { waiting, decided } = await listApprovals(org.officer);
      expect([waiting, decided]).toEqual([[asked], []]);
      expect((await getComplianceOverview(org.officer)).waiting).toHaveLength(1);
      expect(await failures()).toEqual([{ what: 'approval' }]);
      await officersAreTold(/takes no effect/);
      await stopApproval(org.officer, { id: asked?.id ?? '' }, APPROVAL_HANDLERS);
      const after = await listApprovals(org.officer);
      expect([after.waiting, after.decided.map((one) => one.state)]).toEqual([[], ['stopped']]);
      await endFindings(org.orgId);
      expect(await eventsOf(org.orgId, 'integrity.mended')).toHaveLength(1);
    },
  );

  test('is not removed as invalid when it waits as it was asked for', async () => {
    await setHipaaEnabled(org.admin, { enabled: false, confirmation: (await org.metadata()).orgName });
    const { waiting } = await listApprovals(org.officer);
    await expect(removeForeign(org.officer, { id: waiting[0]?.id ?? '' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is asked for as before when the setting was switched off by SQL, and that is an event', async () => {
    const off = (tx: Tx) => tx.sql`
      insert into settings (org_id, key, value, updated_by)
      values (${org.orgId}, 'second_person', '{"required": false}', ${org.admin.actor.id})`;
    await expect(asAttacker(off)).rejects.toThrow('CL005');
    await byOwner(
      (sql) => sql`
        insert into settings (org_id, key, value, updated_by)
        values (${org.orgId}, 'second_person', '{"required": false}', ${org.admin.actor.id})`,
    );
    expect(await inOrg(org.orgId, isSecondPersonOn)).toBe(true);
    expect(await failures()).toEqual([{ what: 'setting' }]);
  });

  test('notices stay a year, whoever would have them gone', async () => {
    await byOwner((sql) => damageOf(sql));
    await expect(revealed()).rejects.toMatchObject({ reason: 'INTEGRITY' });
    await asAttacker((tx) => tx.sql`delete from notices where org_id = ${org.orgId}`);
    await officersAreTold(/do not open/);
  });

  const damageOf = (sql: ReturnType<typeof ownerSql>) => sql`update records set sealed = null where id = ${recordId}`;
});
