import { metadataFor } from '@/lib/crm/modules/seen';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { limited } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { assertThere, inWords, lockSharing, type Member, readNames } from './parties';
import { type ChangedGroup, changedGroupSchema, type NewGroup, newGroupSchema } from './schemas';
import { askForSecondWord, type Widening } from './second-word';
import { assertOurs, type Group, getGroup, isGroup, namingTaken, readGroups, rulesNaming, writeGroup } from './stored';

const MOST_GROUPS = 200;

/** Adds a group of people. It opens nothing until a sharing rule names it. @throws forbidden; invalid; conflict; limited at 200 */
export async function createGroup(ctx: Context, input: NewGroup, at: Date = clock.now()): Promise<Id> {
  const { name, members } = readInput(newGroupSchema, input);
  const id = newId();
  const action = 'role.add_group';
  return namingTaken('group', () =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      await lockSharing(tx);
      if ((await readGroups(tx)).length >= MOST_GROUPS) {
        const facts = { limit: MOST_GROUPS };
        throw limited(`An organisation has at most ${MOST_GROUPS} groups.`, { reason: 'LIMIT_EXCEEDED', facts });
      }
      await assertMembers(tx, members);
      await writeGroup(tx, { id, name, members }, at);
      return { value: id, entries: [{ action, subjectId: id, facts: { name, members: members.length } }] };
    }),
  );
}

/**
 * Changes the name and the members of a group; in force at the next request of whoever its rules concern. New members of one that
 * rules name wait where a second person has to confirm them, and the group stays as it is until then.
 * @throws forbidden; invalid; not_found; conflict for a taken name, and for one that was changed outside Careledger
 */
export async function updateGroup(
  ctx: Context,
  input: ChangedGroup,
  at: Date = clock.now(),
): Promise<{ waits: boolean }> {
  const after = readInput(changedGroupSchema, input);
  const { id, name, members } = after;
  const action = 'role.change_group';
  return namingTaken('group', () =>
    mutate<{ waits: boolean }>(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      await lockSharing(tx);
      const before = await getGroup(tx, id);
      await assertOurs(tx, id);
      await assertMembers(tx, members);
      const [added, removed] = [without(members, before.members), without(before.members, members)];
      if (added.length + removed.length === 0 && before.name === name) return unchanged({ waits: false });
      const change = { what: 'group', before, after: { id, name, members } } as const;
      const widening = added.length > 0 ? await wideningBy(tx, ctx, before, added) : null;
      const asked = widening && (await askForSecondWord(tx, ctx, { change, ...widening }, at));
      if (asked) return { value: { waits: true }, entries: [asked] };
      await writeGroup(tx, after, at);
      const facts = { name, added: added.length, removed: removed.length };
      return { value: { waits: false }, entries: [{ action, subjectId: id, facts }] };
    }),
  );
}

async function assertMembers(tx: Tx, members: readonly Member[]): Promise<void> {
  const names = await readNames(tx, members);
  assertThere(
    names,
    members.map((member) => ['members', member] as const),
  );
}

const without = (members: readonly Member[], others: readonly Member[]): Member[] =>
  members.filter(({ kind, id }) => !others.some((other) => other.kind === kind && other.id === id));

/** Who sees more by new members of a group, and of which modules; null where no rule names it. */
async function wideningBy(
  tx: Tx,
  ctx: Context,
  { id, name }: Group,
  added: readonly Member[],
): Promise<Omit<Widening, 'change'> | null> {
  const rules = await rulesNaming(tx, id);
  if (rules.length === 0) return null;
  const { modules } = await metadataFor(tx, ctx);
  const names = await readNames(tx, added);
  const ofTheirs = rules.filter(({ from }) => isGroup(from, id)).map(({ to }) => to);
  return {
    modules: modules.filter((module) => rules.some(({ moduleId }) => moduleId === module.id)),
    people: [...(rules.some(({ to }) => isGroup(to, id)) ? added : []), ...ofTheirs],
    words: `the group ${name} has more members: ${added.map((one) => inWords(names, one)).join(', ')}`,
  };
}
