/**
 * What is to be sent by mail, for whoever manages users. Guarantees: the list holds nothing of what a mail says; reading one is
 * an event first. Whoever reads a link to somebody else's password has what opens their account: so it counts as a reset, and
 * where that account may read health data, its right to reveal rests until another person has confirmed. An invitation is read
 * by whoever stands for it. Does not: show what was sent, for nothing of it is kept.
 */
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { type OpenedMail, readContent } from '@/lib/people/outbox/read-content';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate } from '@/lib/protection/mutate';
import { noteAccountChange } from './account-change';
import { lockAdministrators } from './administrators';
import { holdProfile, lockUser } from './find';
import { isGuarded, isSecond } from './reading';

interface Row {
  id: Id;
  template: string;
  sealed: Buffer | null;
  userId: Id | null;
  invitedBy: Id | null;
}

/**
 * @throws forbidden; not_found; conflict when nothing of it is kept, or it was changed outside Careledger
 */
export async function readMail(ctx: Context, input: { id: string }, at: Date = clock.now()): Promise<OpenedMail> {
  const { id } = input;
  const action = 'mail.open';
  return mutate(ctx, { action, ...(isId(id) && { subjectId: id }) }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    if (!isId(id)) throw notFound('The mail');
    const [mail] = await tx.sql<Row[]>`
      select m.id, m.template, m.sealed, m.user_id as "userId", i.created_by as "invitedBy"
      from mails m left join invitations i on i.org_id = m.org_id and i.id = m.link_id
      where m.org_id = ${tx.orgId} and m.id = ${id} for update of m`;
    if (!mail) throw notFound('The mail');
    const { template, sealed, userId, invitedBy } = mail;
    if (!sealed) throw conflict('It was sent, or its time is over: nothing of it is kept.');
    if (template === 'invitation' && invitedBy !== ctx.actor.id) {
      throw forbidden('Only whoever invited reads an invitation. Renew it to have a link of your own.');
    }
    const content = readContent(await keysOf(tx), { id, template, sealed });
    if (!content) throw conflict('It was changed outside Careledger, and is not shown.');
    const isAnothers = template === 'password_link' && userId !== null && userId !== ctx.actor.id;
    const noted = isAnothers ? await noteLinkRead(tx, ctx, userId, at) : [];
    return { value: content, entries: [{ action, subjectId: id, facts: { template } }, ...noted] };
  });
}

/** The reader can open the account by it, as after a reset. */
async function noteLinkRead(tx: Tx, ctx: Context, userId: Id, at: Date): Promise<NewEntry[]> {
  await lockAdministrators(tx);
  const user = await lockUser(tx, userId);
  const { rights } = await holdProfile(tx, user.profileId);
  const account = {
    id: userId,
    name: user.name,
    what: ['password'],
    opens: isGuarded(rights),
    wasSecond: user.active && isSecond(rights),
  } as const;
  return (await noteAccountChange(tx, ctx, account, at)).entries;
}
