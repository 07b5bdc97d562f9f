/**
 * What a reviewer decides of one person. Guarantees: nobody decides of themself, nor twice of one person, however many try
 * at once; only the reviewer decides, and an administrator or officer where the reviewer has left; what is taken away goes
 * by the verbs of users, so the last administrator stays, people and officers are told, and it asks for a fresh factor; the
 * decision and what it changes are one transaction. Does not: give anybody more.
 */
import { assertFresh } from '@/lib/people/auth/fresh';
import type { ProfileRights } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, invalid, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate } from '@/lib/protection/mutate';
import { keepingAnAdministrator } from '../administrators';
import { holdProfile, lockUser } from '../find';
import { changeActive } from '../set-user-active';
import { changeUser } from '../update-user';
import { givesLess } from './gives-less';
import { mayRunReviews } from './may-run';
import { mayReview } from './reviewers';
import { type DecisionInput, decisionSchema } from './schemas';

/** @throws forbidden, `STEP_UP` too; not_found; conflict when it was decided, closed, or the person has left; invalid */
export async function decide(ctx: Context, input: DecisionInput, at: Date = clock.now()): Promise<void> {
  const { reviewId, userId, decision, profileId = '0' } = readInput(decisionSchema, input);
  // Rights are bound anew by the names of their acts.
  const action = decision === 'confirmed' ? 'access_review.decide' : 'user.update';
  await mutate(ctx, { action, subjectId: userId }, async (tx) => {
    await lockItem(tx, ctx, reviewId, userId);
    if (decision !== 'confirmed') assertFresh(ctx, at.getTime());
    const { entries, profile } =
      decision === 'confirmed' ? UNCHANGED : await takeAway(tx, ctx, { userId, profileId, decision }, at);
    const entryId = newId();
    await tx.sql`
      update access_review_items set decision = ${decision}, entry_id = ${entryId}, decided_at = ${at.toISOString()}::timestamptz,
        decided_by_name = ${ctx.actor.name}, new_profile_name = ${profile}
      where org_id = ${tx.orgId} and review_id = ${reviewId} and user_id = ${userId}`;
    const facts = { review: reviewId, decision, ...(profile !== null && { profile }) };
    const own = { id: entryId, action: 'access_review.decide', subjectId: userId, facts } as const;
    return { value: undefined, entries: [own, ...entries] };
  });
}

const UNCHANGED = { entries: [] as readonly NewEntry[], profile: null };

interface ItemRow {
  closed: boolean;
  decision: string | null;
  reviewerId: Id;
  reviewerActive: boolean;
  active: boolean;
}

async function lockItem(tx: Tx, ctx: Context, reviewId: Id, userId: Id): Promise<void> {
  const [item] = await tx.sql<ItemRow[]>`
    select a.closed_at is not null as closed, i.decision, i.reviewer_id as "reviewerId",
      r.active as "reviewerActive", u.active
    from access_review_items i
    join access_reviews a on a.org_id = i.org_id and a.id = i.review_id
    join users u on u.org_id = i.org_id and u.id = i.user_id
    join users r on r.org_id = i.org_id and r.id = i.reviewer_id
    where i.org_id = ${tx.orgId} and i.review_id = ${reviewId} and i.user_id = ${userId} for no key update of i, a`;
  if (!item) throw notFound('The person of this review');
  if (userId === ctx.actor.id) throw forbidden('Nobody reviews themself.', { reason: 'OWN_ACCESS' });
  const takesOver = !item.reviewerActive && mayRunReviews(ctx);
  if (item.reviewerId !== ctx.actor.id && !takesOver) throw forbidden('Somebody else reviews this person.');
  if (item.closed) throw conflict('This review is closed.');
  if (item.decision !== null) throw conflict('This was decided already. Load the page anew.');
  if (!item.active) throw conflict('This person has left meanwhile: there is nothing to decide.');
  await assertStillMay(tx, ctx, userId);
}

/** Rights may have changed since the review began. */
async function assertStillMay(tx: Tx, ctx: Context, userId: Id): Promise<void> {
  const [person] = await tx.sql<{ rights: ProfileRights }[]>`
    select p.rights from users u join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    where u.org_id = ${tx.orgId} and u.id = ${userId}`;
  if (!person) throw notFound('The user');
  if (mayReview({ id: ctx.actor.id, rights: ctx.rights }, { id: userId, rights: person.rights })) return;
  throw forbidden('Who administers or confirms is reviewed by another who does.', { reason: 'NOT_SECOND' });
}

async function takeAway(
  tx: Tx,
  ctx: Context,
  { userId, profileId, decision }: { userId: Id; profileId: Id; decision: 'reduced' | 'removed' },
  at: Date,
): Promise<{ entries: readonly NewEntry[]; profile: string | null }> {
  if (decision === 'removed') {
    const { entries } = await changeActive(tx, ctx, { id: userId, active: false }, at);
    return { entries: entries ?? [], profile: null };
  }
  return keepingAnAdministrator(tx, async () => {
    const { id, name, email, roleId, profileId: oldId } = await lockUser(tx, userId);
    const [old, less] = [await holdProfile(tx, oldId), await holdProfile(tx, profileId)];
    if (!givesLess(old.rights, less.rights)) {
      const words = `${less.name} does not give less than ${old.name}.`;
      throw invalid(words, { fields: { profileId: words } });
    }
    const { entries } = await changeUser(tx, ctx, { id, name, email, roleId, profileId }, at);
    return { entries: entries ?? [], profile: less.name };
  });
}
