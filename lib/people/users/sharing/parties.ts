/** Whom groups and sharing rules name: people, roles, roles with all below, and groups. */
import type { MemberKind, PartyKind } from '@/lib/platform/db/schema/sharing';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

export interface Party {
  kind: PartyKind;
  id: Id;
}
export interface Member {
  kind: MemberKind;
  id: Id;
}

/** Names by kind and id, of all roles and groups, and of the people asked for. */
export type Names = ReadonlyMap<string, string>;

export async function readNames(tx: Tx, members: readonly Member[] = []): Promise<Names> {
  const people = members.filter(({ kind }) => kind === 'person').map(({ id }) => id);
  const rows = await tx.sql<{ kind: string; id: Id; name: string }[]>`
    select 'role' as kind, id, name from roles where org_id = ${tx.orgId}
    union all select 'group', id, name from user_groups where org_id = ${tx.orgId}
    union all select 'person', id, name from users where org_id = ${tx.orgId} and id = any(${people}::bigint[])`;
  return new Map(rows.map(({ kind, id, name }) => [`${kind} ${id}`, name]));
}

/** The name alone; undefined where it is not there any more. */
export const nameOf = (names: Names, { kind, id }: Party | Member): string | undefined =>
  names.get(`${kind === 'role_below' ? 'role' : kind} ${id}`);

/** "the role Nurses and roles below", "the group Front desk", "Olga Operator". */
export function inWords(names: Names, party: Party | Member): string {
  const name = nameOf(names, party) ?? 'that is deleted';
  switch (party.kind) {
    case 'person':
      return name;
    case 'group':
      return `the group ${name}`;
    case 'role':
      return `the role ${name}`;
    case 'role_below':
      return `the role ${name} and roles below`;
  }
}

/** @throws invalid, at the field, for one that is not of the organisation */
export function assertThere(names: Names, named: readonly (readonly [field: string, Party | Member])[]): void {
  const fields = Object.fromEntries(
    named
      .filter(([, party]) => nameOf(names, party) === undefined)
      .map(([field]) => [field, 'Choose one of the list.']),
  );
  if (Object.keys(fields).length > 0) throw invalid('Some of whom you named is not there.', { fields });
}

/** Whether somebody is meant by one of these, and is not of the topmost role, who sees all as it is. */
export async function isAmong(tx: Tx, userId: Id, parties: readonly (Party | Member)[]): Promise<boolean> {
  const [row] = await tx.sql<[{ among: boolean }]>`
    select exists (
      select from users u join roles r on r.org_id = u.org_id and r.id = u.role_id,
        jsonb_to_recordset(${JSON.stringify(parties)}::text::jsonb) as p (kind text, id bigint)
      where u.org_id = ${tx.orgId} and u.id = ${userId} and r.parent_id is not null
        and app.is_of(u.org_id, p.kind, p.id, u.id, r.path)) as among`;
  return row.among;
}

/** Ids of everybody who is meant, deactivated people too. */
export async function peopleOf(tx: Tx, { kind, id }: Party | Member): Promise<Id[]> {
  const rows = await tx.sql<{ id: Id }[]>`
    select p as id from app.people_of(${tx.orgId}, ${kind}, ${id}) p order by p`;
  return rows.map((row) => row.id);
}

/** Whether something names a role: a group, or a sharing rule. Until then it is not deleted. */
export async function isRoleNamed(tx: Tx, roleId: Id): Promise<boolean> {
  const [row] = await tx.sql<[{ named: boolean }]>`
    select exists (
      select from sharing_rules s where s.org_id = ${tx.orgId} and (
        s.from_kind in ('role', 'role_below') and s.from_id = ${roleId} or s.to_kind in ('role', 'role_below') and s.to_id = ${roleId})
    ) or exists (
      select from user_groups g, jsonb_array_elements(g.members) m
      where g.org_id = ${tx.orgId} and m ->> 'kind' in ('role', 'role_below') and m ->> 'id' = ${roleId}) as named`;
  return row.named;
}

/** Changes of groups and sharing rules of one org follow one another. */
export const lockSharing = (tx: Tx): Promise<unknown> =>
  tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`.execute();
