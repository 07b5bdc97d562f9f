/** Groups and sharing rules: who may make them, what waits for a second person, and what SQL makes of them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { setSharing } from '@/lib/admin/settings/sharing';
import { confirmApproval, stopApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { personContext, readPerson } from '@/lib/people/auth/person-context';
import { listNotices } from '@/lib/people/notices/queries';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { assertStateKept } from '@/lib/protection/ledger/verify/state-kept';
import { byOwner } from '@/lib/tools/testing/attacker';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { makeHealthOrg } from '@/lib/tools/testing/health-org';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { endFindings } from '@/lib/ways-in/jobs/handlers/integrity';
import { accessOfPerson } from '../access/of-person';
import { accessToField } from '../access/to-field';
import { createRole } from '../create-role';
import { deleteRole } from '../delete-role';
import { moveRole } from '../update-role';
import { updateUser } from '../update-user';
import { findPeople } from './choices';
import { deleteGroup } from './delete-group';
import { deleteRule } from './delete-rule';
import { listGroups } from './list-groups';
import { listRules } from './list-rules';
import { previewRule } from './preview';
import { createGroup, updateGroup } from './save-group';
import { createRule, updateRule } from './save-rule';
import type { NewRule } from './schemas';

let org: TestOrg;
let other: TestOrg;
let frontId: Id;
let ritaId: Id;

beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
  frontId = await createRole(org.admin, { name: 'Front desk', parentId: org.roleIds.CEO });
  ritaId = await insertUser(org, 'Rita Reader', org.profileIds.Operator, frontId);
  await setSharing(org.admin, { module: 'Leads', sharing: 'private' });
});

/** As a job, a session and a program read it. */
const now = async (of: TestOrg, id: Id): Promise<Context> =>
  personContext(of.orgId, await inOrg(of.orgId, (tx) => readPerson(tx, id)), { requestId: 'r', gone: 'Gone.' });
const sharedWith = async (of: TestOrg, id: Id) => Object.values((await now(of, id)).shared ?? {});

const managersTo = (to: NewRule['to'], more: Partial<NewRule> = {}): NewRule => ({
  name: `Rule ${Math.random()}`,
  module: 'Leads',
  from: { kind: 'role', id: org.roleIds.Manager },
  criteria: null,
  to,
  access: 'read',
  ...more,
});
const toFront = (more: Partial<NewRule> = {}) => managersTo({ kind: 'role', id: frontId }, more);

describe('groups', () => {
  test('are made, changed and deleted, each with its event', async () => {
    const id = await createGroup(org.admin, { name: 'Night shift', members: [{ kind: 'person', id: ritaId }] });
    const members = [
      { kind: 'person', id: ritaId },
      { kind: 'role_below', id: org.roleIds.Manager },
    ] as const;
    expect(await updateGroup(org.admin, { id, name: 'Nights', members: [...members] })).toEqual({ waits: false });
    const { groups } = await listGroups(org.admin);
    expect(groups).toMatchObject([{ id, name: 'Nights', people: 2, rules: [], changed: false }]);
    expect(groups[0]?.members.map(({ name }) => name)).toEqual(['Rita Reader', 'Manager']);
    await deleteGroup(org.admin, { id });
    expect((await listGroups(org.admin)).groups).toEqual([]);
    const acts = (await eventsOf(org.orgId)).slice(-3);
    expect(acts.map(({ action, subjectId }) => [action, subjectId])).toEqual(
      ['role.add_group', 'role.change_group', 'role.delete_group'].map((action) => [action, id]),
    );
  });

  test('refuse a name twice, and members that are not there, by name', async () => {
    const members = [{ kind: 'role', id: frontId }] as const;
    await createGroup(org.admin, { name: 'Twins', members: [...members] });
    await expect(createGroup(org.admin, { name: 'twins', members: [...members] })).rejects.toMatchObject({
      fields: { name: 'Another group has this name.' },
    });
    await expect(createGroup(org.admin, { name: 'None', members: [] })).rejects.toMatchObject({
      fields: { members: 'Choose at least one member.' },
    });
    for (const id of [other.roleIds.Manager, '7'])
      await expect(createGroup(org.admin, { name: 'Foreign', members: [{ kind: 'role', id }] })).rejects.toMatchObject({
        fields: { members: 'Choose one of the list.' },
      });
  });

  test('that a rule names stay, and so do roles that one of both names', async () => {
    const spare = await createRole(org.admin, { name: 'Spare', parentId: org.roleIds.CEO });
    const groupId = await createGroup(org.admin, { name: 'Named', members: [{ kind: 'role_below', id: spare }] });
    const rule = await createRule(org.admin, managersTo({ kind: 'group', id: groupId }, { name: 'Names it' }));
    await expect(deleteGroup(org.admin, { id: groupId })).rejects.toMatchObject({ reason: 'IN_USE' });
    await expect(deleteRole(org.admin, { id: spare })).rejects.toMatchObject({ reason: 'IN_USE' });
    await deleteRule(org.admin, { id: rule.id });
    await deleteGroup(org.admin, { id: groupId });
    await deleteRole(org.admin, { id: spare });
  });
});

describe('sharing rules', () => {
  test('share with whoever is meant from their next request on, and no more once they are deleted', async () => {
    expect(await sharedWith(org, ritaId)).toEqual([]);
    const { id, waits } = await createRule(org.admin, toFront({ name: 'Leads of managers' }));
    expect(waits).toBe(false);
    const operatorId = org.operator.actor.id;
    expect(await sharedWith(org, ritaId)).toEqual([
      { seen: { owners: [operatorId], values: [] }, changed: { owners: [], values: [] } },
    ]);
    expect(await sharedWith(org, operatorId)).toEqual([]);
    expect(await sharedWith(org, org.admin.actor.id)).toEqual([]);
    await updateRule(org.admin, { ...toFront({ name: 'Leads of managers', access: 'write' }), id });
    expect((await sharedWith(org, ritaId))[0]?.changed.owners).toEqual([operatorId]);
    expect((await now(org, ritaId)).ownerIds).toEqual([ritaId]);
    await deleteRule(org.admin, { id });
    expect(await sharedWith(org, ritaId)).toEqual([]);
    expect((await eventsOf(org.orgId)).slice(-3).map(({ action }) => action)).toEqual([
      'role.add_rule',
      'role.change_rule',
      'role.delete_rule',
    ]);
  });

  test('by groups and by roles with all below mean people by what they are now', async () => {
    const night = await createRole(org.admin, { name: 'Night', parentId: frontId });
    const nell = await insertUser(org, 'Nell Night', org.profileIds.Operator, night);
    const groupId = await createGroup(org.admin, { name: 'Fronts', members: [{ kind: 'role_below', id: frontId }] });
    const { id } = await createRule(org.admin, managersTo({ kind: 'group', id: groupId }));
    expect(await sharedWith(org, nell)).toHaveLength(1);
    await updateGroup(org.admin, { id: groupId, name: 'Fronts', members: [{ kind: 'role', id: frontId }] });
    expect(await sharedWith(org, nell)).toEqual([]);
    expect(await sharedWith(org, ritaId)).toHaveLength(1);
    await deleteRule(org.admin, { id });
  });

  test('are explained where somebody asks what they can see and why', async () => {
    const { id } = await createRule(org.admin, toFront({ name: 'Explained' }));
    const { modules } = await accessOfPerson(org.admin, ritaId);
    expect(modules.find(({ apiName }) => apiName === 'Leads')?.sight).toContain(
      ': the module is private. Besides sees records owned by 1 person: by the sharing rule “Explained”.',
    );
    const access = await accessToField(org.admin, { module: 'Leads', field: 'Last_Name' });
    expect(access.module.rules).toEqual(['Explained']);
    await deleteRule(org.admin, { id });
  });

  test('are refused with the fields named: what is not there, a field that is no choice, or one that is protected', async () => {
    const to = { kind: 'role', id: frontId } as const;
    const refused = async (more: Partial<NewRule>, field: string) =>
      expect(createRule(org.admin, { ...toFront(), ...more })).rejects.toMatchObject({
        fields: { [field]: expect.any(String) },
      });
    await refused({ name: '' }, 'name');
    await refused({ module: 'None' }, 'module');
    await refused({ to: { kind: 'group', id: '7' } }, 'to');
    await refused({ from: { kind: 'role', id: other.roleIds.Manager } }, 'from');
    await refused({ from: null }, 'from');
    await refused({ criteria: { field: 'Lead_Source', values: ['Advertisement'] } }, 'from');
    await refused({ from: null, criteria: { field: 'Last_Name', values: ['Doe'] } }, 'criteria.field');
    await refused({ from: null, criteria: { field: 'Lead_Source', values: ['None of them'] } }, 'criteria.values');
    await expect(
      previewRule(org.admin, { module: 'Leads', from: null, criteria: { field: 'None', values: ['x'] }, to }),
    ).rejects.toMatchObject({ fields: { 'criteria.field': expect.any(String) } });
  });

  test('and groups are closed to who may not manage users, and to other organisations', async () => {
    const { id } = await createRule(org.admin, toFront({ name: 'Closed' }));
    const groupId = await createGroup(org.admin, { name: 'Closed', members: [{ kind: 'role', id: frontId }] });
    const acts = [
      (ctx: Context) => createRule(ctx, toFront()),
      (ctx: Context) => updateRule(ctx, { ...toFront(), id }),
      (ctx: Context) => deleteRule(ctx, { id }),
      (ctx: Context) => createGroup(ctx, { name: 'X', members: [{ kind: 'role', id: frontId }] }),
      (ctx: Context) => updateGroup(ctx, { id: groupId, name: 'X', members: [{ kind: 'role', id: frontId }] }),
      (ctx: Context) => deleteGroup(ctx, { id: groupId }),
    ];
    for (const ctx of [org.operator, org.officer])
      for (const act of acts) await expect(act(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org.orgId)).slice(-6).map(({ outcome }) => outcome)).toEqual(Array(6).fill('refused'));
    for (const read of [listRules, listGroups, (ctx: Context) => findPeople(ctx, { query: '' })])
      await expect(read(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    for (const act of acts) {
      await expect(act(other.admin)).rejects.toMatchObject({ code: expect.stringMatching(/not_found|invalid/) });
    }
    expect(await listRules(other.admin)).toMatchObject({ rules: [], groups: [] });
    expect((await findPeople(other.admin, { query: 'rita' })).length).toBe(0);
    expect((await findPeople(org.admin, { query: 'RITA' })).map(({ name }) => name)).toEqual(['Rita Reader']);
    await deleteRule(org.admin, { id });
  });
});

describe('who sees more of health data, or the asker themself', () => {
  let clinic: TestOrg;
  let front: Id;
  let rita: Id;
  beforeAll(async () => {
    clinic = await makeHealthOrg();
    front = await createRole(clinic.admin, { name: 'Front desk', parentId: clinic.roleIds.CEO });
    rita = await insertUser(clinic, 'Rita Reader', clinic.profileIds.Operator, front);
    await setSharing(clinic.admin, { module: 'Contacts', sharing: 'private' });
  });
  const rule = (more: Partial<NewRule> = {}): NewRule => ({
    name: 'Contacts of managers',
    module: 'Contacts',
    from: { kind: 'role', id: clinic.roleIds.Manager },
    criteria: null,
    to: { kind: 'role', id: front },
    access: 'read',
    ...more,
  });
  const waiting = async () => (await listApprovals(clinic.officer)).waiting;
  const confirm = async () => {
    const [first] = await waiting();
    await confirmApproval(clinic.officer, { id: first?.id ?? '' }, APPROVAL_HANDLERS);
  };

  test('waits for a second person, and until then nothing more is shared', async () => {
    const { id, waits } = await createRule(clinic.admin, rule());
    expect(waits).toBe(true);
    expect(await sharedWith(clinic, rita)).toEqual([]);
    expect(await listRules(clinic.admin)).toMatchObject({
      rules: [],
      waiting: [expect.stringContaining('owned by the role Manager are shared with the role Front desk, to be read')],
    });
    const [asked] = await waiting();
    await expect(confirmApproval(clinic.admin, { id: asked?.id ?? '' }, APPROVAL_HANDLERS)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await confirm();
    expect(await sharedWith(clinic, rita)).toHaveLength(1);
    expect((await eventsOf(clinic.orgId)).slice(-2).map(({ action }) => action)).toEqual([
      'approval.confirm',
      'role.add_rule',
    ]);

    // More waits, and is as it was until then; less is at once.
    expect((await updateRule(clinic.admin, { ...rule({ access: 'write' }), id })).waits).toBe(true);
    expect((await sharedWith(clinic, rita))[0]?.changed.owners).toEqual([]);
    await confirm();
    expect((await sharedWith(clinic, rita))[0]?.changed.owners).toHaveLength(1);
    expect((await updateRule(clinic.admin, { ...rule(), id })).waits).toBe(false);
    expect((await sharedWith(clinic, rita))[0]?.changed.owners).toEqual([]);
  });

  test('nothing comes of a change that was stopped, or whose rule was deleted meanwhile', async () => {
    const { rules } = await listRules(clinic.admin);
    const id = rules[0]?.id ?? '';
    await updateRule(clinic.admin, { ...rule({ access: 'write' }), id });
    const [asked] = await waiting();
    await stopApproval(clinic.admin, { id: asked?.id ?? '' }, APPROVAL_HANDLERS);
    await updateRule(clinic.admin, { ...rule({ access: 'write' }), id });
    await deleteRule(clinic.admin, { id });
    await confirm();
    expect(await sharedWith(clinic, rita)).toEqual([]);
    expect((await listRules(clinic.admin)).rules).toEqual([]);
  });

  test('new members of a group that a rule names wait too', async () => {
    const groupId = await createGroup(clinic.admin, { name: 'Fronts', members: [{ kind: 'role', id: front }] });
    await createRule(clinic.admin, rule({ name: 'By group', to: { kind: 'group', id: groupId } }));
    await confirm();
    const nora = await insertUser(clinic, 'Nora New', clinic.profileIds.Operator, clinic.roleIds.Manager);
    const members = [{ kind: 'person', id: nora }] as const;
    const change = { id: groupId, name: 'Fronts', members: [{ kind: 'role' as const, id: front }, ...members] };
    expect(await updateGroup(clinic.admin, change)).toEqual({ waits: true });
    expect(await sharedWith(clinic, nora)).toEqual([]);
    await confirm();
    expect(await sharedWith(clinic, nora)).toHaveLength(1);
    expect((await updateGroup(clinic.admin, { ...change, members: [...members] })).waits).toBe(false);
    expect(await sharedWith(clinic, rita)).toEqual([]);
  });

  test('nothing comes of a rule whose group was given other members while it waited', async () => {
    const groupId = await createGroup(clinic.admin, { name: 'Grows', members: [{ kind: 'role', id: front }] });
    const { id } = await createRule(
      clinic.admin,
      rule({ name: 'Of a group that grows', to: { kind: 'group', id: groupId } }),
    );
    const members = [{ kind: 'role_below' as const, id: clinic.roleIds.CEO }];
    expect((await updateGroup(clinic.admin, { id: groupId, name: 'Grows', members })).waits).toBe(false);
    await confirm();
    expect((await listRules(clinic.admin)).rules.map((one) => one.id)).not.toContain(id);
  });

  test('an administrator who would see more themself waits, also without health data', async () => {
    const ann = await insertUser(org, 'Ann Admin', org.profileIds.Administrator, frontId);
    const own = await now(org, ann);
    const { id, waits } = await createRule(
      { ...own, freshUntilMs: Date.now() + 60_000 },
      toFront({ name: 'For myself' }),
    );
    expect(waits).toBe(true);
    expect((await listRules(org.admin)).rules.map((one) => one.id)).not.toContain(id);
  });

  test('a role by which rules mean somebody waits, as one above others does', async () => {
    const spot = await makeHealthOrg();
    const desk = await createRole(spot.admin, { name: 'Desk', parentId: spot.roleIds.CEO });
    const side = await createRole(spot.admin, { name: 'Side', parentId: spot.roleIds.CEO });
    const sid = await insertUser(spot, 'Sid Side', spot.profileIds.Operator, side);
    await createRule(spot.admin, {
      ...rule(),
      from: { kind: 'role', id: spot.roleIds.Manager },
      to: { kind: 'role_below', id: desk },
    });
    const [asked] = (await listApprovals(spot.officer)).waiting;
    await confirmApproval(spot.officer, { id: asked?.id ?? '' }, APPROVAL_HANDLERS);
    await moveRole(spot.admin, { id: side, parentId: desk });
    expect((await now(spot, sid)).waits).toBe(true);
    expect((await now(spot, spot.operator.actor.id)).waits).toBeUndefined();

    const lou = await insertUser(spot, 'Lou Low', spot.profileIds.Operator, spot.roleIds.Manager);
    const [row] = await inOrg(
      spot.orgId,
      (tx) => tx.sql<{ email: string }[]>`select email from users where org_id = ${tx.orgId} and id = ${lou}`,
    );
    await updateUser(spot.admin, {
      id: lou,
      name: 'Lou Low',
      email: row?.email ?? '',
      profileId: spot.profileIds.Operator,
      roleId: desk,
    });
    expect((await now(spot, lou)).waits).toBe(true);
  });
});

describe('what SQL makes of rules and groups', () => {
  test.each([
    [
      'a rule',
      (ids: { rule: Id }) =>
        byOwner(org.orgId, (sql) => sql`update sharing_rules set access = 'write' where id = ${ids.rule}`),
    ],
    [
      'a group',
      (ids: { group: Id }) =>
        byOwner(
          org.orgId,
          (sql) => sql`
            update user_groups set members = members || jsonb_build_array(jsonb_build_object('kind', 'role', 'id', ${frontId}::text))
            where id = ${ids.group}`,
        ),
    ],
  ] as const)('shares nothing, is an event and named by the verifier until it is deleted: %s', async (what, change) => {
    const group = await createGroup(org.admin, { name: `Of ${what}`, members: [{ kind: 'person', id: ritaId }] });
    const { id: rule } = await createRule(org.admin, managersTo({ kind: 'group', id: group }, { name: `By ${what}` }));
    expect(await sharedWith(org, ritaId)).toHaveLength(1);
    const verify = () => inOrg(org.orgId, async (tx) => assertStateKept(tx, await keysOf(tx)));
    await verify();
    await change({ rule, group });
    expect(await sharedWith(org, ritaId)).toEqual([]);
    expect((await eventsOf(org.orgId, 'integrity.failed')).at(-1)).toMatchObject({ facts: { what: 'sharing' } });
    expect((await listNotices(org.officer)).notices[0]?.words).toContain('A sharing rule, or a group that one names');
    await expect(verify()).rejects.toBeDefined();
    expect((await listRules(org.admin)).rules.find(({ id }) => id === rule)?.state).toBe('changed');
    const anew =
      what === 'a rule'
        ? updateRule(org.admin, { ...managersTo({ kind: 'group', id: group }), id: rule })
        : updateGroup(org.admin, { id: group, name: 'Anew', members: [{ kind: 'person', id: ritaId }] });
    await expect(anew).rejects.toMatchObject({ code: 'conflict' });
    await deleteRule(org.admin, { id: rule });
    await deleteGroup(org.admin, { id: group });
    await verify();
    await endFindings(org.orgId);
    expect((await eventsOf(org.orgId, 'integrity.mended')).at(-1)).toMatchObject({ facts: { what: 'sharing' } });
  });

  test('a rule that was deleted and is put in again shares nothing', async () => {
    const { id } = await createRule(org.admin, toFront({ name: 'Again' }));
    const [row] = await inOrg(
      org.orgId,
      (tx) => tx.sql<{ text: string }[]>`select to_jsonb(s)::text as text from sharing_rules s where id = ${id}`,
    );
    await deleteRule(org.admin, { id });
    await byOwner(
      org.orgId,
      (sql) =>
        sql`insert into sharing_rules select * from jsonb_populate_record(null::sharing_rules, ${row?.text ?? ''}::text::jsonb)`,
    );
    expect(await sharedWith(org, ritaId)).toEqual([]);
    await deleteRule(org.admin, { id });
  });
});
