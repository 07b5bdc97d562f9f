/** Groups and sharing rules as rows. Their keyed checks are kept by `mutate`, as those of all rights are. */
import type { SharedValues } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { isSharingWholeOrGone } from '@/lib/protection/integrity/rights';
import { namingConflict } from '../find';
import type { Member, Party } from './parties';

export interface Group {
  id: Id;
  name: string;
  members: readonly Member[];
}

export interface Rule {
  id: Id;
  moduleId: Id;
  name: string;
  from: Party | null;
  criteria: SharedValues | null;
  to: Party;
  access: 'read' | 'write';
}

/** By name. @param id of one alone */
export const readGroups = (tx: Tx, id: Id | null = null): Promise<Group[]> =>
  tx.sql<Group[]>`
    select id, name, members from user_groups
    where org_id = ${tx.orgId} and ${id === null ? tx.sql`true` : tx.sql`id = ${id}`} order by lower(name), id`.then(
    (rows) => [...rows],
  );

/** By name. @param id of one alone */
export const readRules = (tx: Tx, id: Id | null = null): Promise<Rule[]> =>
  tx.sql<Rule[]>`
    select id, module_id as "moduleId", name, criteria, access,
      case when from_kind is not null then jsonb_build_object('kind', from_kind, 'id', from_id::text) end as "from",
      jsonb_build_object('kind', to_kind, 'id', to_id::text) as "to"
    from sharing_rules
    where org_id = ${tx.orgId} and ${id === null ? tx.sql`true` : tx.sql`id = ${id}`} order by lower(name), id`.then(
    (rows) => [...rows],
  );

/** @throws not_found */
export async function getGroup(tx: Tx, id: Id): Promise<Group> {
  const [group] = await readGroups(tx, id);
  if (!group) throw notFound('The group');
  return group;
}

/** @throws not_found */
export async function getRule(tx: Tx, id: Id): Promise<Rule> {
  const [rule] = await readRules(tx, id);
  if (!rule) throw notFound('The sharing rule');
  return rule;
}

export const isGroup = (party: Party | null, id: Id): boolean => party?.kind === 'group' && party.id === id;

/** The rules that name a group. */
export const rulesNaming = async (tx: Tx, groupId: Id): Promise<Rule[]> =>
  (await readRules(tx)).filter(({ from, to }) => isGroup(from, groupId) || isGroup(to, groupId));

/** What was changed outside is never kept as ours by the way. @throws conflict */
export async function assertOurs(tx: Tx, id: Id): Promise<void> {
  if (await isSharingWholeOrGone(tx, id)) return;
  throw conflict('This was changed outside Careledger, and shares nothing. Delete it, and make it anew.');
}

export const writeGroup = (tx: Tx, { id, name, members }: Group, at: Date): Promise<unknown> =>
  tx.sql`
    insert into user_groups (org_id, id, name, members, created_at)
    values (${tx.orgId}, ${id}, ${name}, ${JSON.stringify(members)}::text::jsonb, ${at.toISOString()}::timestamptz)
    on conflict (org_id, id) do update set name = excluded.name, members = excluded.members`.execute();

export const writeRule = (
  tx: Tx,
  { id, moduleId, name, from, criteria, to, access }: Rule,
  at: Date,
): Promise<unknown> =>
  tx.sql`
    insert into sharing_rules (org_id, id, module_id, name, from_kind, from_id, criteria, to_kind, to_id, access, created_at)
    values (${tx.orgId}, ${id}, ${moduleId}, ${name}, ${from?.kind ?? null}, ${from?.id ?? null},
      ${criteria ? JSON.stringify(criteria) : null}::text::jsonb, ${to.kind}, ${to.id}, ${access}, ${at.toISOString()}::timestamptz)
    on conflict (org_id, id) do update set module_id = excluded.module_id, name = excluded.name,
      from_kind = excluded.from_kind, from_id = excluded.from_id, criteria = excluded.criteria, to_kind = excluded.to_kind,
      to_id = excluded.to_id, access = excluded.access`.execute();

/** Puts the conflict of two with one name into words. */
export const namingTaken = <T>(what: 'group' | 'rule', act: () => Promise<T>): Promise<T> =>
  what === 'group'
    ? namingConflict(act, 'user_groups_name', 'name', 'Another group has this name.')
    : namingConflict(act, 'sharing_rules_name', 'name', 'Another sharing rule has this name.');
