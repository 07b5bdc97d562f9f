import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { ProfileRights } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { needsSecondPerson } from './account-change';
import { namingTakenProfile } from './create-profile';
import { lockProfile, type ProfileRow } from './find';
import { noteProfileChange, type WaitingRights } from './profile-change';
import { readingGained, withoutReading } from './reading';
import { type ProfileChange, profileChangeSchema } from './schemas';

export interface ChangedProfile {
  /** Rights that a second person has to confirm first, such as `revealPhi` or `Contacts.view`. */
  waits: readonly string[];
}

/**
 * Changes the name and the rights of a profile; in force at the next request of whoever has it. What would let its
 * holders read more health data, or confirm what others do, waits where a second person has to confirm it.
 * @throws forbidden; invalid; not_found; conflict for a standard profile or a taken name.
 */
export async function updateProfile(
  ctx: Context,
  input: ProfileChange,
  at: Date = clock.now(),
): Promise<ChangedProfile> {
  const { id, name, rights: given } = readInput(profileChangeSchema, input);
  const action = 'profile.update';
  return namingTakenProfile(() =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      const metadata = await metadataOf(tx);
      const known = new Set(metadata.modules.map((module) => module.apiName));
      for (const module of Object.keys(given.modules)) {
        if (!known.has(module))
          throw invalid('There is no such module.', { fields: { rights: 'There is no such module.' } });
      }
      const before = await lockProfile(tx, id);
      assertOwn(before);
      const wanted = withoutRepeats(given);
      const waiting = await whatWaits(tx, ctx, { before, wanted }, at);
      const rights = waiting ? withoutReading(wanted, waiting.granted) : wanted;
      const difference = differenceOf(before.rights, rights);
      const same = difference.granted.length === 0 && difference.withdrawn.length === 0;
      if (same && before.name === name && !waiting) return unchanged({ waits: [] });
      await tx.sql`
        update profiles set name = ${name}, rights = ${JSON.stringify(rights)}::jsonb
        where org_id = ${tx.orgId} and id = ${id}`;
      const noted = await noteProfileChange(tx, ctx, { id, name, before: before.rights, now: rights, waiting }, at);
      return {
        value: { waits: waiting?.granted ?? [] },
        entries: [{ action, subjectId: id, facts: { name, ...difference } }, ...noted],
      };
    }),
  );
}

/** What of a change waits: nothing while nobody has the profile, since giving it to somebody is an act of its own. */
async function whatWaits(
  tx: Tx,
  ctx: Context,
  { before, wanted }: { before: ProfileRow; wanted: ProfileRights },
  at: Date,
): Promise<WaitingRights | null> {
  const granted = readingGained(before.rights, wanted);
  if (granted.length === 0) return null;
  const [held] = await tx.sql<[{ some: boolean }]>`
    select exists (select 1 from users where org_id = ${tx.orgId} and profile_id = ${before.id} and active) as some`;
  const needed = held.some && (await needsSecondPerson(tx, ctx, before.id, at));
  return needed === false ? null : { granted, ...needed };
}

/** @throws conflict for one of the three that come with the product. */
export function assertOwn(profile: ProfileRow): void {
  if (profile.standard) throw conflict('A standard profile cannot be changed. Copy it and change the copy.');
}

const unique = <T>(rights: readonly T[]): T[] => [...new Set(rights)];

const withoutRepeats = (rights: ProfileRights): ProfileRights => ({
  everyModule: unique(rights.everyModule),
  modules: Object.fromEntries(Object.entries(rights.modules).map(([module, own]) => [module, unique(own)])),
  org: unique(rights.org),
});

/** What was granted and what was withdrawn, as `revealPhi`, `*.view` (every module) or `Contacts.view`. */
export function differenceOf(before: ProfileRights, after: ProfileRights): { granted: string[]; withdrawn: string[] } {
  const [old, now] = [namesOf(before, after), namesOf(after, before)];
  return {
    granted: [...now].filter((right) => !old.has(right)),
    withdrawn: [...old].filter((right) => !now.has(right)),
  };
}

/** A module that only `other` names has the rights of every module here. */
function namesOf(rights: ProfileRights, other: ProfileRights): Set<string> {
  const modules = unique([...Object.keys(rights.modules), ...Object.keys(other.modules)]);
  return new Set([
    ...rights.org,
    ...rights.everyModule.map((right) => `*.${right}`),
    ...modules.flatMap((module) => (rights.modules[module] ?? rights.everyModule).map((right) => `${module}.${right}`)),
  ]);
}
