/**
 * Groups as a directory knows them. Guarantees: one that SQL put in, or whose name or members it changed, gives nobody a profile.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { areKept, type KeptState, keepState, noteForeignRow } from '@/lib/protection/integrity/kept-state';
import type { Group } from './schemas';
import { versionOf } from './version';

export const groupState = ({ id, name, externalId, members }: Group): KeptState => ({
  subject: 'scim_group',
  id,
  state: [name, externalId, members],
});

export const readGroups = (tx: Tx, where: ReturnType<Tx['sql']>) => tx.sql<Group[]>`
  select g.id, g.name, g.external_id as "externalId", g.members,
    to_char(g.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt"
  from scim_groups g where g.org_id = ${tx.orgId} and ${where} order by g.id limit 1000`;

/** @throws not_found */
export async function lockGroup(tx: Tx, id: Id): Promise<Group> {
  await tx.sql`select from scim_groups where org_id = ${tx.orgId} and id = ${id} for update`;
  const [found] = await readGroups(tx, tx.sql`g.id = ${id}`);
  if (!found) throw notFound('The group');
  return found;
}

export const keepGroup = (tx: Tx, group: Group): Promise<void> => keepState(tx, groupState(group));

/** Groups that are as Careledger wrote them. One that is not is an event. */
export async function keptOf(tx: Tx, groups: readonly Group[]): Promise<Group[]> {
  const kept = await areKept(tx, groups.map(groupState));
  return groups.filter(({ id }, n) => {
    if (!kept[n]) noteForeignRow(tx, 'setting', id);
    return kept[n];
  });
}

/** The groups of each of some people, by name. */
export async function groupsOf(tx: Tx, userIds: readonly Id[]): Promise<Map<Id, { id: Id; name: string }[]>> {
  const asked = new Set(userIds);
  const found = new Map<Id, { id: Id; name: string }[]>();
  if (asked.size === 0) return found;
  for (const { id, name, members } of await readGroups(tx, tx.sql`g.members && ${userIds as Id[]}::bigint[]`)) {
    for (const member of members) {
      if (asked.has(member)) found.set(member, [...(found.get(member) ?? []), { id, name }]);
    }
  }
  return found;
}

/** Members with their names, of those that are people of the organisation. */
export async function namesOf(tx: Tx, userIds: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await tx.sql<{ id: Id; name: string }[]>`
    select id, name from users where org_id = ${tx.orgId} and id = any(${userIds as Id[]}::bigint[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type VersionedGroup = Group & { version: string };

/** All groups, at most 1,000, in the order of their ids. */
export async function listGroups(tx: Tx): Promise<VersionedGroup[]> {
  const [keys, groups] = [await keysOf(tx), await readGroups(tx, tx.sql`true`)];
  return groups.map((group) => ({ ...group, version: versionOf(keys, group) }));
}

/** @throws not_found */
export async function getGroup(tx: Tx, id: Id): Promise<VersionedGroup> {
  const [group] = await readGroups(tx, tx.sql`g.id = ${id}`);
  if (!group) throw notFound('The group');
  return { ...group, version: versionOf(await keysOf(tx), group) };
}
