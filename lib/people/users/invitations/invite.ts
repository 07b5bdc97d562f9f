import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { sendMail } from '@/lib/people/mail/send-mail';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { newLinkToken } from '@/lib/platform/crypto/one-time-link';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate } from '@/lib/protection/mutate';
import { getRole, holdProfile, namingConflict } from '../find';
import { assertLooksLikeNobody } from '../look-alike';
import { type NewInvitation, newInvitationSchema } from '../schemas';
import { endOfInvitation, invitationDigest, invitationPath } from './link';

export interface MadeInvitation {
  id: Id;
  /** Path and fragment of the link, told now and never again; null where it goes by mail. */
  path: string | null;
  expiresAt: string;
}

const ACTION = 'user.invite';
const INVITED = 'This address was invited already. Renew or withdraw that invitation.';

/**
 * Offers an account to an address: by mail, or by a link to hand over. One offer an address at a time.
 * @throws forbidden; invalid with the fields; not_found; conflict when the address is in use or was invited, and `LOOKS_ALIKE`
 */
export async function invite(ctx: Context, input: NewInvitation, at: Date = clock.now()): Promise<MadeInvitation> {
  const { alike, ...given } = readInput(newInvitationSchema, input);
  return naming(() =>
    mutate(ctx, ACTION, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      const [profile, role] = await Promise.all([holdProfile(tx, given.profileId), getRole(tx, given.roleId)]);
      await assertFree(tx, given.email);
      await assertLooksLikeNobody(tx, { email: given.email, userId: null, alike });
      const now = at.toISOString();
      await tx.sql`
        update invitations set replaced_at = ${now}::timestamptz
        where org_id = ${tx.orgId} and email = ${given.email} and accepted_at is null and withdrawn_at is null
          and replaced_at is null and expires_at <= ${now}::timestamptz`;
      const { made, entry } = await makeInvitation(tx, ctx, given, at);
      const facts = { ...entry.facts, profile: profile.name, role: role.name };
      return { value: made, entries: [{ ...entry, facts }] };
    }),
  );
}

/** Puts the conflict of two invitations of one address into words. */
export const naming = <T>(act: () => Promise<T>) => namingConflict(act, 'invitations_open', 'email', INVITED);

/** @throws conflict when a user of the org has the address */
export async function assertFree(tx: Tx, email: string): Promise<void> {
  const rows = await tx.sql`select 1 from users where org_id = ${tx.orgId} and email = ${email}`;
  if (rows.length === 0) return;
  const message = 'A user of this organisation has this email address.';
  throw conflict(message, { reason: 'DUPLICATE', fields: { email: message } });
}

export interface Offer {
  email: string;
  name: string;
  profileId: Id;
  roleId: Id;
  byMail: boolean;
}

/** Writes the row, and the mail where it goes by mail. Gives the entry that belongs to the act's own. */
export async function makeInvitation(
  tx: Tx,
  ctx: Context,
  { byMail, ...offer }: Offer,
  at: Date,
): Promise<{ made: MadeInvitation; entry: NewEntry }> {
  const [id, token, expires] = [newId(), newLinkToken(), endOfInvitation(at)];
  const bound = { id, ...offer, createdBy: ctx.actor.id, expiresMs: expires.getTime() };
  const linkHash = invitationDigest(await keysOf(tx), bound, token);
  const expiresAt = expires.toISOString();
  await tx.sql`
    insert into invitations (
      org_id, id, email, name, profile_id, role_id, link_hash, by_mail, created_by, created_at, expires_at)
    values (${tx.orgId}, ${id}, ${offer.email}, ${offer.name}, ${offer.profileId}, ${offer.roleId}, ${linkHash}, ${byMail},
      ${ctx.actor.id}, ${at.toISOString()}::timestamptz, ${expiresAt}::timestamptz)`;
  const path = invitationPath(tx.orgId, id, token);
  if (byMail) {
    const facts = { by: ctx.actor.name, name: offer.name };
    const mail = { to: { email: offer.email }, template: 'invitation', facts } as const;
    await sendMail(tx, { ...mail, link: { id, path, expiresAt: expires } }, at);
  }
  return {
    made: { id, path: byMail ? null : path, expiresAt },
    entry: { action: ACTION, subjectId: id, facts: { byMail, expiresAt } },
  };
}
