import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Choice, foreignOnes, rolesInOrder, waitingChanges } from './choices';
import { type Member, nameOf, peopleOf, readNames } from './parties';
import { isGroup, readGroups, readRules } from './stored';

export interface GroupDto {
  id: Id;
  name: string;
  /** Each with its name. */
  members: (Member & { name: string })[];
  /** How many people are in it, deactivated ones too. */
  people: number;
  /** Names of the rules that name it. */
  rules: string[];
  /** It was changed outside Careledger: what names it shares nothing. */
  changed: boolean;
}

export interface GroupsDto {
  groups: GroupDto[];
  roles: Choice[];
  /** Changes that wait for a second person, in words. */
  waiting: string[];
}

/** All groups by name, and what they can be made of. @throws forbidden */
export async function listGroups(ctx: Context): Promise<GroupsDto> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(ctx.orgId, async (tx) => {
    const groups = await readGroups(tx);
    const rules = await readRules(tx);
    const names = await readNames(
      tx,
      groups.flatMap(({ members }) => members),
    );
    const foreign = await foreignOnes(tx);
    const shown: GroupDto[] = [];
    for (const { id, name, members } of groups) {
      shown.push({
        id,
        name,
        members: members.map((member) => ({ ...member, name: nameOf(names, member) ?? 'Deleted' })),
        people: (await peopleOf(tx, { kind: 'group', id })).length,
        rules: rules.filter(({ from, to }) => isGroup(from, id) || isGroup(to, id)).map((rule) => rule.name),
        changed: foreign.has(id),
      });
    }
    return { groups: shown, roles: await rolesInOrder(tx), waiting: await waitingChanges(tx) };
  });
}
