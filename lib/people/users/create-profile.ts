import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { lockProfile, namingConflict } from './find';
import { type NewProfile, newProfileSchema } from './schemas';

/** Copies a profile under a new name. @throws forbidden; invalid; not_found; conflict for a taken name. */
export async function createProfile(ctx: Context, input: NewProfile): Promise<Id> {
  const { name, copyOf } = readInput(newProfileSchema, input);
  const action = 'profile.create';
  return namingTakenProfile(() =>
    mutate(ctx, action, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      const source = await lockProfile(tx, copyOf);
      const id = newId();
      await tx.sql`
        insert into profiles (org_id, id, name, standard, rights)
        select org_id, ${id}::bigint, ${name}, false, rights from profiles where org_id = ${tx.orgId} and id = ${copyOf}`;
      return { value: id, entries: [{ action, subjectId: id, facts: { name, copyOf: source.name } }] };
    }),
  );
}

/** Puts the conflict of two profiles with one name into words. */
export const namingTakenProfile = <T>(act: () => Promise<T>) =>
  namingConflict(act, 'profiles_name', 'name', 'Another profile has this name.');
