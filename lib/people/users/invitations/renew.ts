import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type InvitationRenewal, invitationIdSchema, invitationRenewalSchema } from '../schemas';
import { assertFree, type MadeInvitation, makeInvitation, naming, type Offer } from './invite';

type Row = Omit<Offer, 'byMail'> & { isOver: boolean };

/**
 * Makes another link for the same offer; the one before opens nothing any more. Whoever renews stands for it from then on.
 * @throws forbidden; not_found; conflict when it was accepted or withdrawn, or the address is in use by now
 */
export async function renewInvitation(
  ctx: Context,
  input: InvitationRenewal,
  at: Date = clock.now(),
): Promise<MadeInvitation> {
  const { id, byMail } = readInput(invitationRenewalSchema, input);
  return naming(() =>
    mutate(ctx, { action: 'user.invite', subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      const { isOver, ...offer } = await lockInvitation(tx, id);
      if (isOver) throw conflict('This invitation was accepted, withdrawn or renewed already.');
      await assertFree(tx, offer.email);
      await tx.sql`
        update invitations set replaced_at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId} and id = ${id}`;
      const { made, entry } = await makeInvitation(tx, ctx, { ...offer, byMail }, at);
      return { value: made, entries: [{ ...entry, facts: { ...entry.facts, replaces: id } }] };
    }),
  );
}

/** Ends an invitation: its link opens nothing any more. @throws forbidden; not_found; conflict once it was accepted */
export async function withdrawInvitation(ctx: Context, input: { id: Id }, at: Date = clock.now()): Promise<void> {
  const { id } = readInput(invitationIdSchema, input);
  const action = 'user.withdraw_invitation';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const [row] = await tx.sql<{ accepted: boolean; over: boolean }[]>`
      select accepted_at is not null as accepted, withdrawn_at is not null or replaced_at is not null as over
      from invitations where org_id = ${tx.orgId} and id = ${id} for update`;
    if (!row) throw notFound('The invitation');
    if (row.accepted) throw conflict('They have joined already. Deactivate the user instead.');
    if (row.over) return unchanged();
    await tx.sql`
      update invitations set withdrawn_at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId} and id = ${id}`;
    await tx.sql`
      update mails set state = 'over', sealed = null
      where org_id = ${tx.orgId} and link_id = ${id} and state in ('waiting', 'kept')`;
    return { value: undefined, entries: [{ action, subjectId: id }] };
  });
}

async function lockInvitation(tx: Tx, id: Id): Promise<Row> {
  const [row] = await tx.sql<Row[]>`
    select email, name, profile_id as "profileId", role_id as "roleId",
      accepted_at is not null or withdrawn_at is not null or replaced_at is not null as "isOver"
    from invitations where org_id = ${tx.orgId} and id = ${id} for update`;
  if (!row) throw notFound('The invitation');
  return row;
}
