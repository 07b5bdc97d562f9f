/** What happens to conversations by the clock. Each step is whole, safe to run twice, in several workers, and to miss. */
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { atLeastOne, mutate, unchanged } from '@/lib/protection/mutate';
import { touchSilentVisitors } from '@/lib/protection/touch/visitors';
import { tell } from '../live/tell';
import { chatSettings } from '../setup/settings';
import { closeConversation } from './close';
import { CHAT_BIN_DAYS, deleteConversations, MOST_AT_ONCE, purgeConversations } from './delete';

/** Notes as missed what waits too long, ends what fell silent, and notes which visitors are gone. */
export async function settleConversations(ctx: Context): Promise<void> {
  const { missedAfterSeconds, idleMinutes } = await inOrg(ctx.orgId, chatSettings);
  await missWaiting(ctx, missedAfterSeconds);
  if (idleMinutes > 0) await closeIdle(ctx, idleMinutes);
  // Whoever lost power told nobody.
  await touchSilentVisitors(ctx.orgId, (tx, changed) => changed.map((one) => tell(tx, { kind: 'changed', ...one })));
}

async function missWaiting(ctx: Context, afterSeconds: number): Promise<void> {
  const action = 'conversation.miss';
  await mutate(ctx, action, async (tx) => {
    const missed = await tx.sql<{ id: Id; visitId: Id }[]>`
      update chat_conversations c set status = 'missed' from (
        select id from chat_conversations
        where org_id = ${tx.orgId} and status = 'waiting' and deleted_at is null
          and started_at <= now() - make_interval(secs => ${afterSeconds})
        for update skip locked) late
      where c.org_id = ${tx.orgId} and c.id = late.id returning c.id, c.visit_id as "visitId"`;
    if (missed.length === 0) return unchanged();
    const entries = missed.map(({ id, visitId }) => ({ action, subjectId: id, facts: { visitId } }) as const);
    return { value: undefined, writes: [tell(tx, { kind: 'queue' })], entries: atLeastOne(entries) };
  });
}

async function closeIdle(ctx: Context, minutes: number): Promise<void> {
  const idle = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<{ id: Id }[]>`
      select id from chat_conversations
      where org_id = ${tx.orgId} and status = 'open' and deleted_at is null
        and greatest(last_message_at, picked_up_at) <= now() - make_interval(mins => ${minutes})
      order by id limit 1000`,
  );
  for (const { id } of idle) await closeConversation(ctx, { conversationId: id });
}

/** Deletes what the retention by age says, and purges what has been in the recycle bin for its 90 days. */
export async function retainConversations(ctx: Context): Promise<void> {
  const { retentionDays } = await inOrg(ctx.orgId, chatSettings);
  if (retentionDays > 0) {
    await inBatches(
      (limit) => agedConversations(ctx, retentionDays, limit),
      async (ids) => {
        await deleteConversations(ctx, { ids });
        await purgeConversations(ctx, { ids });
      },
    );
  }
  await inBatches(
    (limit) => binned(ctx, limit),
    (ids) => purgeConversations(ctx, { ids }),
  );
}

/** Closed conversations older than so many days, the oldest first. */
export async function agedConversations(ctx: Context, days: number, limit: number): Promise<Id[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<{ id: Id }[]>`
      select id from chat_conversations
      where org_id = ${tx.orgId} and status = 'closed' and deleted_at is null
        and closed_at <= now() - make_interval(days => ${days})
      order by id limit ${limit}`;
    return rows.map(({ id }) => id);
  });
}

async function binned(ctx: Context, limit: number): Promise<Id[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<{ id: Id }[]>`
      select id from chat_conversations
      where org_id = ${tx.orgId} and deleted_at <= now() - make_interval(days => ${CHAT_BIN_DAYS})
      order by id limit ${limit}`;
    return rows.map(({ id }) => id);
  });
}

async function inBatches(next: (limit: number) => Promise<Id[]>, act: (ids: Id[]) => Promise<unknown>): Promise<void> {
  for (;;) {
    const ids = await next(MOST_AT_ONCE);
    if (ids.length > 0) await act(ids);
    if (ids.length < MOST_AT_ONCE) return;
  }
}
