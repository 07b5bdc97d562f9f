/** What being in a group means: the profile and role of the first rule that one of somebody's groups fits, else the connection's own. */
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { changeUser } from '../update-user';
import { keptOf, readGroups } from './groups';
import type { Group, Rules } from './schemas';

interface Place {
  profileId: Id;
  roleId: Id;
}

/** Names of groups are compared without regard to case, as directories do. */
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const isMapped = ({ rules }: Rules, name: string): boolean => rules.some(({ group }) => same(group, name));

export function placeFor({ rules, profileId, roleId }: Rules, groups: readonly string[]): Place {
  return rules.find(({ group }) => groups.some((name) => same(name, group))) ?? { profileId, roleId };
}

/** The groups of the rules, as Careledger wrote them. */
async function mappedGroups(tx: Tx, rules: Rules): Promise<Group[]> {
  const names = rules.rules.map(({ group }) => group.toLowerCase());
  if (names.length === 0) return [];
  return keptOf(tx, await readGroups(tx, tx.sql`lower(g.name) = any(${names}::text[])`));
}

export interface Misplaced extends Place {
  id: Id;
  name: string;
  email: string;
}

/** Those of some people who have another profile or role than their groups say. @param userIds null: all in a group of the rules */
export async function misplaced(tx: Tx, rules: Rules, userIds: readonly Id[] | null): Promise<Misplaced[]> {
  const groups = await mappedGroups(tx, rules);
  const asked = userIds ?? [...new Set(groups.flatMap(({ members }) => members))];
  if (asked.length === 0) return [];
  const people = await tx.sql<Misplaced[]>`
    select id, name, email, profile_id as "profileId", role_id as "roleId" from users
    where org_id = ${tx.orgId} and id = any(${asked as Id[]}::bigint[]) order by id`;
  return people.flatMap((person) => {
    const own = groups.filter(({ members }) => members.includes(person.id)).map(({ name }) => name);
    const { profileId, roleId } = placeFor(rules, own);
    if (profileId === person.profileId && roleId === person.roleId) return [];
    return [{ ...person, profileId, roleId }];
  });
}

export const MOST_MOVED = 500;

/** Gives people the profile and role of their groups, as `changeUser` does, with what that brings about. @throws limited over 500 */
export async function applyRules(
  tx: Tx,
  ctx: Context,
  { rules, userIds }: { rules: Rules; userIds: readonly Id[] },
  at: Date,
): Promise<NewEntry[]> {
  const people = await misplaced(tx, rules, userIds);
  if (people.length > MOST_MOVED) throw limited(`At most ${MOST_MOVED} people change their profile at once.`);
  const entries: NewEntry[] = [];
  for (const person of people) entries.push(...((await changeUser(tx, ctx, person, at)).entries ?? []));
  return entries;
}
