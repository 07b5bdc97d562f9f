import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { ReviewState } from '@/lib/platform/db/schema/review';
import { conflict, forbidden, invalid, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { atLeastOne, mutate } from '@/lib/protection/mutate';
import { areAsFound } from './named';
import { type SignOff, signOffSchema } from './schemas';

interface ItemRow {
  id: Id;
  rule: string;
  person_id: Id;
  entries: number;
  state: ReviewState;
}

/**
 * Says what a reviewer found of one or several items: all of them, or none. Nothing is edited: a later verdict counts
 * instead, and `open` takes the last one back. The note is kept sealed in the entry of each.
 * @throws forbidden, of one's own acts too, and of what is not as the audit log says it was found; not_found; conflict when further entries came since one looked; invalid
 */
export async function signOff(ctx: Context, input: SignOff): Promise<void> {
  const { items, verdict, note } = readInput(signOffSchema, input);
  const action = 'review.sign_off';
  const [only] = items;
  const attempt = { action, ...(items.length === 1 && only && { subjectId: only.id }) } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'readWholeLedger');
    const ids = [...new Set(items.map(({ id }) => id))];
    const rows = await tx.sql<ItemRow[]>`
      select id, rule, person_id, entries, state from review_items
      where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) order by id for update`;
    if (rows.length < ids.length) throw notFound('What is to be signed off');
    const seen = new Map(items.map(({ id, entries }) => [id, entries]));
    assertMay(ctx, rows, { verdict, seen });
    if (!(await areAsFound(tx, rows))) {
      throw forbidden('It is not as the audit log says it was found.', { reason: 'NOT_AS_FOUND' });
    }
    const signed = rows.map((row) => ({ ...row, entryId: newId() }));
    const now = clock.now().toISOString();
    await tx.sql`
      insert into review_sign_offs (org_id, item_id, id, verdict, by_id, by_name, at, entries)
      select ${tx.orgId}, s.item_id, s.id, ${verdict}, ${ctx.actor.id}, ${ctx.actor.name}, ${now}::timestamptz, s.entries
      from unnest(
        ${signed.map(({ id }) => id)}::bigint[], ${signed.map(({ entryId }) => entryId)}::bigint[],
        ${signed.map(({ entries }) => entries)}::int[]) as s (item_id, id, entries)`;
    await tx.sql`
      update review_items set
        state = ${verdict}, decided_at = case when ${verdict} = 'open' then null else ${now}::timestamptz end,
        open_since = case when ${verdict} = 'open' then ${now}::timestamptz else open_since end,
        overdue_told_at = case when ${verdict} = 'open' then null else overdue_told_at end
      where org_id = ${tx.orgId} and id = any(${ids}::bigint[])`;
    const entries = signed.map(({ entryId, id, rule, entries: count }) => ({
      id: entryId,
      action: 'review.sign_off' as const,
      subjectId: id,
      facts: { verdict, rule, entries: count },
      ...(note && { note }),
    }));
    return { value: undefined, entries: atLeastOne(entries) };
  });
}

function assertMay(
  { actor }: Context,
  rows: readonly ItemRow[],
  { verdict, seen }: { verdict: ReviewState; seen: ReadonlyMap<Id, number> },
): void {
  if (rows.some(({ person_id }) => person_id === actor.id)) {
    throw forbidden('Nobody reviews their own acts.', { reason: 'OWN_ACTS' });
  }
  if (rows.some(({ id, entries }) => entries > (seen.get(id) ?? 0))) {
    throw conflict('Further entries were found since you looked. Look at them first.');
  }
  if (verdict === 'open' && rows.some(({ state }) => state === 'open')) {
    throw invalid('Some of it is open already.', { fields: { verdict: 'It is open already.' } });
  }
}
