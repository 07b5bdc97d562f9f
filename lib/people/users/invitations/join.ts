/** What whoever has an invitation does with it, without an account yet. */
import { hashPassword } from '@/lib/people/auth/password';
import { faultOfPassword } from '@/lib/people/auth/password-rules';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import { type Context, holderContext } from '@/lib/platform/context';
import { readFragment } from '@/lib/platform/crypto/one-time-link';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import { type Id, isId, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { isRefused } from '@/lib/platform/refused-link';
import { mutate } from '@/lib/protection/mutate';
import { noteAccountChange } from '../account-change';
import { holdProfile } from '../find';
import { isGuarded } from '../reading';
import { type HeldInvitation, heldInvitationSchema, type Joining, joiningSchema } from '../schemas';
import { type OpenInvitation, openLink, type RefusedJoin } from './link';

export interface OpenedInvitation {
  organisation: string;
  inviter: string;
  name: string;
  email: string;
  expiresAt: string;
}

/** Tells what is offered. Each opening, and each refused one, is an event. */
export async function openInvitation(
  input: HeldInvitation,
  requestId: string,
  at: Date = clock.now(),
): Promise<OpenedInvitation | RefusedJoin> {
  const held = readInput(heldInvitationSchema, input);
  const action = 'user.open_invitation';
  return asHolder<OpenedInvitation>(held, requestId, (ctx, id, token) =>
    mutate<OpenedInvitation | RefusedJoin>(ctx, action, async (tx) => {
      const link = await openLink(tx, id, token, at);
      if (isRefused(link)) return refused(action, id, link);
      const { inviter, name, email, expiresMs } = link;
      const organisation = await nameOfOrg(tx);
      const value = { organisation, inviter, name, email, expiresAt: new Date(expiresMs).toISOString() };
      return { value, entries: [{ action, subjectId: id }] };
    }),
  );
}

export interface Joined {
  email: string;
}

/**
 * Makes the account that was offered, with a password that nobody else knows. @throws invalid with the field, for a password
 * that is not good enough: the link stays
 */
export async function join(input: Joining, requestId: string, at: Date = clock.now()): Promise<Joined | RefusedJoin> {
  const { password, timeZone, ...held } = readInput(joiningSchema, input);
  const passwordHash = await hashPassword(password);
  const action = 'user.join';
  return asHolder<Joined>(held, requestId, (ctx, id, token) =>
    mutate<Joined | RefusedJoin>(ctx, action, async (tx) => {
      const link = await openLink(tx, id, token, at);
      if (isRefused(link)) return refused(action, id, link);
      const { email, name, profileId, roleId } = link;
      const fault = faultOfPassword(password, { name, email, organisation: await nameOfOrg(tx) });
      if (fault) throw invalid('The password was not set.', { fields: { password: fault } });
      const why = await whyNot(tx, link);
      if (why) return refused(action, id, { ok: false, why });
      const userId = newId();
      const now = at.toISOString();
      await tx.sql`
        insert into users (org_id, id, email, name, password_hash, profile_id, role_id, time_zone)
        values (${tx.orgId}, ${userId}, ${email}, ${name}, ${passwordHash}, ${profileId}, ${roleId}, ${timeZone})`;
      await tx.sql`
        update invitations set accepted_at = ${now}::timestamptz, user_id = ${userId}
        where org_id = ${tx.orgId} and id = ${id}`;
      const { rights } = await holdProfile(tx, profileId);
      const account = { id: userId, name, what: ['created'], opens: isGuarded(rights), wasSecond: false } as const;
      const { entries } = await noteAccountChange(tx, asInviter(ctx, link), account, at);
      await notify(tx, { userIds: [link.createdBy] }, { kind: 'invitation.joined', facts: { who: name } }, at);
      return { value: { email }, entries: [{ action, subjectId: userId, facts: { invitation: id } }, ...entries] };
    }),
  ).catch(namingTaken);
}

/** What was done to the account, was done by whoever offered it: they are nobody's second person in it. */
const asInviter = (ctx: Context, { createdBy, inviter }: OpenInvitation): Context => ({
  ...ctx,
  actor: { kind: 'user', id: createdBy, name: inviter },
});

const refused = (action: 'user.join' | 'user.open_invitation', subjectId: Id, value: RefusedJoin) =>
  ({ value, entries: [{ action, outcome: 'refused', subjectId, facts: { reason: value.why } }] }) as const;

/** Somebody got the address meanwhile, or profile or role are there no more. */
async function whyNot(tx: Tx, { email, profileId, roleId }: OpenInvitation): Promise<'taken' | 'gone' | null> {
  const [found] = await tx.sql<[{ taken: boolean; whole: boolean }]>`
    select
      exists (select from users where org_id = ${tx.orgId} and email = ${email}) as taken,
      exists (select from profiles where org_id = ${tx.orgId} and id = ${profileId})
        and exists (select from roles where org_id = ${tx.orgId} and id = ${roleId}) as whole`;
  if (found.taken) return 'taken';
  return found.whole ? null : 'gone';
}

/** Two at once: the second finds the address in use. */
function namingTaken(error: unknown): RefusedJoin {
  if (error instanceof CareledgerError && error.facts.constraint === 'users_email') return { ok: false, why: 'taken' };
  throw error;
}

async function nameOfOrg(tx: Tx): Promise<string> {
  const [org] = await tx.sql<{ name: string }[]>`select name from orgs where org_id = ${tx.orgId}`;
  return org?.name ?? '';
}

/** Runs an act in the org that the link names. What no link has is answered as a wrong link is. */
async function asHolder<T>(
  { invitationId, token: fragment }: HeldInvitation,
  requestId: string,
  act: (ctx: Context, id: Id, token: string) => Promise<T | RefusedJoin>,
): Promise<T | RefusedJoin> {
  const wrong: RefusedJoin = { ok: false, why: 'wrong_link' };
  const link = readFragment(fragment);
  if (!link || !isId(invitationId)) return wrong;
  try {
    const ctx = holderContext(link.orgId, invitationId, requestId, 'Holder of an invitation');
    return await act(ctx, invitationId, link.token);
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'not_found') return wrong;
    throw error;
  }
}
