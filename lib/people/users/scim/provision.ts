/** A directory makes, changes and removes a person: in one act each, by the verbs of the screen, with all that they bring about. */
import { isDeepStrictEqual } from 'node:util';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { atLeastOne, mutate, unchanged } from '@/lib/protection/mutate';
import { keepingAnAdministrator } from '../administrators';
import { addUser } from '../create-user';
import { lockUser, namingTakenEmail } from '../find';
import { assertNoForeignLook } from '../look-alike';
import { changeActive } from '../set-user-active';
import { changeUser } from '../update-user';
import type { Directory } from './authenticate';
import { assertOwnExternalId, getPerson, keepExternalId, type Person } from './people';
import type { PersonState } from './schemas';
import { assertVersion, type Versions } from './version';

/** What begins otherwise than a hash does is no password's: single sign-on, or a password that is set anew. */
const NO_PASSWORD = 'none: provisioned';

/**
 * Adds a person, with the profile and role of whoever is in no group. One whom a directory deleted is the same person again.
 * @throws conflict `DUPLICATE` for a taken address; not_found where the profile or role is gone
 */
export async function createPerson({ ctx, connection }: Directory, wanted: PersonState, at = clock.now()): Promise<Id> {
  const { profileId, roleId } = connection.rules;
  return namingTakenEmail(() =>
    mutate(ctx, 'user.create', async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      return keepingAnAdministrator(tx, async () => {
        const again = await findRemoved(tx, wanted.userName);
        if (again) {
          const entries = await makeAs(tx, ctx, { id: again, wanted, isNew: true }, at);
          return { value: again, entries: atLeastOne(entries) };
        }
        await assertNoForeignLook(tx, wanted.userName, null);
        const id = newId();
        const person = { id, name: nameOf(wanted), email: wanted.userName, profileId, roleId, active: wanted.active };
        const { entries } = await addUser(tx, ctx, { ...person, passwordHash: NO_PASSWORD, passwordEndsAt: null }, at);
        await writeKept(tx, id, wanted);
        return { value: id, entries };
      });
    }),
  );
}

/** Whom a directory deleted, by their address. @throws conflict where somebody else has it */
async function findRemoved(tx: Tx, email: string): Promise<Id | null> {
  const [found] = await tx.sql<{ id: Id; removed: boolean }[]>`
    select u.id, s.removed_at is not null and not u.active as removed
    from users u left join scim_people s on s.org_id = u.org_id and s.user_id = u.id
    where u.org_id = ${tx.orgId} and u.email = ${email}`;
  if (!found) return null;
  if (found.removed) return found.id;
  const message = 'A user of this organisation has this email address.';
  throw conflict(message, { reason: 'DUPLICATE', fields: { userName: message } });
}

/** Changes a person. @param edit from what they are, locked, to what they become. @throws not_found; conflict `VERSION_DIFFERS`, as updateUser */
export async function changePerson(
  { ctx }: Directory,
  id: Id,
  { edit, versions }: { edit: (person: Person) => PersonState; versions: Versions },
  at = clock.now(),
): Promise<void> {
  await namingTakenEmail(() =>
    mutate(ctx, { action: 'user.update', subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      return keepingAnAdministrator(tx, async () => {
        await lockUser(tx, id);
        const before = await getPerson(tx, id);
        assertVersion(before.version, versions);
        const wanted = edit(before);
        await assertNoForeignLook(tx, wanted.userName, id);
        const entries = await makeAs(tx, ctx, { id, wanted, isNew: false, before }, at);
        return entries.length === 0 ? unchanged() : { value: undefined, entries: atLeastOne(entries) };
      });
    }),
  );
}

/** Deactivates a person for good as far as a directory sees; an id is never anybody else's. @throws not_found; conflict for the last administrator */
export async function removePerson({ ctx }: Directory, id: Id, versions: Versions, at = clock.now()): Promise<void> {
  await mutate(ctx, { action: 'user.update', subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    return keepingAnAdministrator(tx, async () => {
      await lockUser(tx, id);
      assertVersion((await getPerson(tx, id)).version, versions);
      const { entries } = await changeActive(tx, ctx, { id, active: false }, at);
      await tx.sql`
        insert into scim_people as s (org_id, user_id, kept, removed_at)
        values (${tx.orgId}, ${id}, ${'{}'}::text::jsonb, ${at.toISOString()}::timestamptz)
        on conflict (org_id, user_id) do update set removed_at = excluded.removed_at`;
      const removed: NewEntry = { action: 'user.update', subjectId: id, fields: ['removed'] };
      return { value: undefined, entries: entries ?? [removed] };
    });
  });
}

interface Making {
  id: Id;
  wanted: PersonState;
  /** Back again: it is an event, whatever changed. */
  isNew: boolean;
  before?: Person;
}

async function makeAs(tx: Tx, ctx: Context, { id, wanted, isNew, before }: Making, at: Date): Promise<NewEntry[]> {
  const { profileId, roleId } = await lockUser(tx, id);
  const change = { id, name: nameOf(wanted, before), email: wanted.userName, profileId, roleId };
  const changed = (await changeUser(tx, ctx, change, at)).entries ?? [];
  const activated = (await changeActive(tx, ctx, { id, active: wanted.active }, at)).entries ?? [];
  const kept = isNew || !before || isOtherwise(before, wanted) ? await writeKept(tx, id, wanted) : [];
  const acts = [...changed, ...activated];
  return acts.length > 0 ? acts : kept.map((fields) => ({ action: 'user.update', subjectId: id, fields }));
}

const isOtherwise = (before: Person, { externalId, name, emails }: PersonState): boolean =>
  !isDeepStrictEqual([before.externalId, before.name, before.emails], [externalId, name, emails]);

/** Gives the names of what is kept, as the fields of one entry. */
async function writeKept(tx: Tx, id: Id, { externalId, name, emails }: PersonState): Promise<string[][]> {
  await assertOwnExternalId(tx, { id, externalId });
  await tx.sql`
    insert into scim_people as s (org_id, user_id, external_id, kept, removed_at)
    values (${tx.orgId}, ${id}, ${externalId}, ${JSON.stringify({ name, emails })}::text::jsonb, null)
    on conflict (org_id, user_id) do update
      set external_id = excluded.external_id, kept = excluded.kept, removed_at = null`;
  await keepExternalId(tx, { id, externalId });
  return [['externalId', 'name', 'emails']];
}

/** What the product calls them: what they are to be shown as, else their names, else what stands before the `@`. */
function nameOf({ displayName, name, userName }: PersonState, before?: Person): string {
  const asBefore = displayName !== null && displayName === before?.displayName;
  const [was, is] = [fullName(before?.name ?? {}), fullName(name)];
  // Named by its parts, and the parts changed.
  if (asBefore && was === displayName && is !== '') return is;
  return (displayName ?? (is || userName.slice(0, userName.lastIndexOf('@')))).slice(0, 100);
}

function fullName({ formatted, givenName, middleName, familyName }: PersonState['name']): string {
  return (formatted ?? [givenName, middleName, familyName].filter(Boolean).join(' ')).slice(0, 100).trim();
}
