import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { needsSecondPerson } from '@/lib/people/approvals/needs-second-person';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { ProfileRights } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { namingTakenProfile } from './create-profile';
import {
  checkedFields,
  fieldChanges,
  fieldsGained,
  fieldsShown,
  nameOfFields,
  withFields,
  withFieldsOf,
} from './field-rights';
import { lockProfile, type ProfileRow } from './find';
import { noteProfileChange, type WaitingRights } from './profile-change';
import { readingGained, withoutRights } from './reading';
import { type ProfileChange, profileChangeSchema } from './schemas';

export interface ChangedProfile {
  /** Rights that a second person has to confirm first, such as `revealPhi`, `Contacts.view` or the name of a field. */
  waits: readonly string[];
}

/**
 * Changes the name and the rights of a profile; in force at the next request of whoever has it. What would let its
 * holders read more health data, or confirm what others do, waits where a second person has to confirm it; so does whatever
 * would give its own holder more.
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
      const before = await lockProfile(tx, id);
      assertOwn(before);
      const wanted = wantedRights(metadata, before.rights, given);
      const waiting = await whatWaits(tx, ctx, { before, wanted, metadata }, at);
      const rights = waiting ? withoutWaiting(wanted, before.rights, waiting) : wanted;
      const difference = differenceOf(before.rights, rights);
      const fieldRights = fieldChanges(metadata, before.rights, rights);
      const same = [difference.granted, difference.withdrawn, fieldRights].every(({ length }) => length === 0);
      if (same && before.name === name && !waiting) return unchanged({ waits: [] });
      await tx.sql`
        update profiles set name = ${name}, rights = ${JSON.stringify(rights)}::jsonb
        where org_id = ${tx.orgId} and id = ${id}`;
      const shown = fieldsShown(before.rights, rights).map((field) => nameOfFields(metadata)(field.id));
      const changed = { id, name, before: before.rights, now: rights, waiting, shown };
      const noted = await noteProfileChange(tx, ctx, changed, at);
      const facts = { name, ...difference, ...(fieldRights.length > 0 && { fieldRights }) };
      return { value: { waits: waiting?.names ?? [] }, entries: [{ action, subjectId: id, facts }, ...noted] };
    }),
  );
}

/** What the profile is to have, if it may be. @throws invalid */
function wantedRights(
  { modules, ...metadata }: OrgMetadata,
  before: ProfileRights,
  given: ProfileRights,
): ProfileRights {
  const known = new Set(modules.map((module) => module.apiName));
  for (const module of Object.keys(given.modules)) {
    if (!known.has(module))
      throw invalid('There is no such module.', { fields: { rights: 'There is no such module.' } });
  }
  const rights = { ...before, ...withoutRepeats(given), fields: given.fields ?? before.fields ?? {} };
  return withFields(rights, checkedFields({ modules, ...metadata }, rights, before));
}

interface Wanted {
  before: ProfileRow;
  wanted: ProfileRights;
  metadata: OrgMetadata;
}

/** What of a change waits: nothing while nobody has the profile, since giving it to somebody is an act of its own. */
async function whatWaits(
  tx: Tx,
  ctx: Context,
  { before: { id, rights: old }, wanted, metadata }: Wanted,
  at: Date,
): Promise<WaitingRights | null> {
  const [held] = await tx.sql<[{ some: boolean; own: boolean }]>`
    select count(*) > 0 as some, coalesce(bool_or(id = ${ctx.actor.id}), false) as own
    from users where org_id = ${tx.orgId} and profile_id = ${id} and active`;
  const granted = held.own ? differenceOf(old, wanted).granted : readingGained(old, wanted);
  const fields = held.own ? fieldsGained(old, wanted) : fieldsShown(old, wanted);
  if (granted.length + fields.length === 0) return null;
  const needed = held.some && (await needsSecondPerson(tx, ctx, id, at));
  const names = [...granted, ...fields.map((field) => nameOfFields(metadata)(field.id))];
  return needed === false ? null : { granted, fields, names, ...needed };
}

const withoutWaiting = (wanted: ProfileRights, before: ProfileRights, { granted, fields }: WaitingRights) =>
  withFieldsOf(
    withoutRights(wanted, granted),
    before,
    fields.map(({ id }) => id),
  );

/** @throws conflict for one of the three that come with the product. */
export function assertOwn(profile: ProfileRow): void {
  if (profile.standard) throw conflict('A standard profile cannot be changed. Copy it and change the copy.');
}

const unique = <T>(rights: readonly T[]): T[] => [...new Set(rights)];

const withoutRepeats = (rights: ProfileRights): Pick<ProfileRights, 'everyModule' | 'modules' | 'org'> => ({
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
