import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid, limited } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { forgetState } from '@/lib/protection/integrity/kept-state';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { keepingAnAdministrator } from '../administrators';
import { namingConflict } from '../find';
import { applyRules, isMapped } from './apply-rules';
import type { Directory } from './authenticate';
import { groupState, keepGroup, lockGroup, namesOf } from './groups';
import type { Group } from './schemas';
import { assertVersion, type Versions, versionOf } from './version';

export interface GroupState {
  name: string;
  externalId: string | null;
  members: readonly Id[];
}

const MOST_GROUPS = 500;

/** Adds a group; a rule for its name gives its members their profile. @throws conflict for a taken name; invalid; limited */
export async function createGroup({ ctx, connection }: Directory, wanted: GroupState, at = clock.now()): Promise<Id> {
  const id = newId();
  const action = 'user.add_group';
  await namingName(() =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
      const [{ count }] = await tx.sql<[{ count: number }]>`
        select count(*)::int as count from scim_groups where org_id = ${tx.orgId}`;
      if (count >= MOST_GROUPS) throw limited(`At most ${MOST_GROUPS} groups.`);
      return keepingAnAdministrator(tx, async () => {
        const group = await withMembers(tx, { ...wanted, id, createdAt: at.toISOString() });
        await tx.sql`
          insert into scim_groups (org_id, id, name, external_id, members, created_at)
          values (${tx.orgId}, ${id}, ${group.name}, ${group.externalId}, ${group.members as Id[]}::bigint[],
            ${at.toISOString()}::timestamptz)`;
        await keepGroup(tx, group);
        const moved = isMapped(connection.rules, group.name)
          ? await applyRules(tx, ctx, { rules: connection.rules, userIds: group.members }, at)
          : [];
        const facts = { group: group.name, members: group.members.length };
        return { value: undefined, entries: [{ action, subjectId: id, facts }, ...moved] };
      });
    }),
  );
  return id;
}

/** @param versions those that the asker knows; null: any. @throws as createGroup; not_found; conflict `VERSION_DIFFERS` */
export async function changeGroup(
  { ctx, connection }: Directory,
  id: Id,
  { edit, versions }: { edit: (group: Group) => GroupState; versions: Versions },
  at = clock.now(),
): Promise<void> {
  const action = 'user.change_group';
  await namingName(() =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      return keepingAnAdministrator(tx, async () => {
        const before = await lockGroup(tx, id);
        assertVersion(versionOf(await keysOf(tx), before), versions);
        const after = await withMembers(tx, { ...before, ...edit(before) });
        const { added, removed, fields } = differences(before, after);
        if (fields.length === 0) return unchanged();
        await tx.sql`
          update scim_groups set name = ${after.name}, external_id = ${after.externalId},
            members = ${after.members as Id[]}::bigint[]
          where org_id = ${tx.orgId} and id = ${id}`;
        await keepGroup(tx, after);
        const { rules } = connection;
        const counts = isMapped(rules, before.name) || isMapped(rules, after.name);
        const concerned = before.name === after.name ? [...added, ...removed] : [...after.members, ...removed];
        const moved = counts ? await applyRules(tx, ctx, { rules, userIds: concerned }, at) : [];
        const facts = { group: after.name, added: added.length, removed: removed.length };
        return { value: undefined, entries: [{ action, subjectId: id, fields, facts }, ...moved] };
      });
    }),
  );
}

/** Deletes a group; its members get what their other groups say. @throws not_found; conflict `VERSION_DIFFERS` */
export async function deleteGroup(
  { ctx, connection }: Directory,
  id: Id,
  versions: Versions,
  at = clock.now(),
): Promise<void> {
  const action = 'user.delete_group';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    return keepingAnAdministrator(tx, async () => {
      const group = await lockGroup(tx, id);
      assertVersion(versionOf(await keysOf(tx), group), versions);
      await tx.sql`delete from scim_groups where org_id = ${tx.orgId} and id = ${id}`;
      await forgetState(tx, groupState(group));
      const { rules } = connection;
      const moved: NewEntry[] = isMapped(rules, group.name)
        ? await applyRules(tx, ctx, { rules, userIds: group.members }, at)
        : [];
      const facts = { group: group.name, members: group.members.length };
      return { value: undefined, entries: [{ action, subjectId: id, facts }, ...moved] };
    });
  });
}

/** Each member once, in the order of ids. @throws invalid where one is no user of the organisation */
async function withMembers(tx: Tx, group: Group): Promise<Group> {
  const members = [...new Set(group.members)].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
  const known = await namesOf(tx, members);
  if (members.every((id) => known.has(id))) return { ...group, members };
  throw invalid('A member is no user here.', { fields: { members: 'A member is no user here.' } });
}

function differences(before: Group, after: Group) {
  const [was, is] = [new Set(before.members), new Set(after.members)];
  const added = after.members.filter((id) => !was.has(id));
  const removed = before.members.filter((id) => !is.has(id));
  const fields = [
    ...(before.name === after.name ? [] : ['displayName']),
    ...(before.externalId === after.externalId ? [] : ['externalId']),
    ...(added.length + removed.length === 0 ? [] : ['members']),
  ];
  return { added, removed, fields };
}

const namingName = <T>(act: () => Promise<T>) =>
  namingConflict(act, 'scim_groups_name', 'displayName', 'A group has this name.');
