/**
 * Deletion of conversations: closed ones only, by a right of its own, to a recycle bin of 90 days, then for good: bodies,
 * files and the conversation's key. Entries hold the Visit ID and the Conversation ID and nothing else (seed 2).
 */

import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid, notFound } from '@/lib/platform/errors';
import { removeFile } from '@/lib/platform/files/store';
import { type Id, isId } from '@/lib/platform/ids';
import { keepRecordsOf } from '@/lib/protection/accounting/gone-conversations';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { atLeastOne, mutate } from '@/lib/protection/mutate';
import { tell } from '../live/tell';

export const CHAT_BIN_DAYS = 90;
/** Conversations one act takes. */
export const MOST_AT_ONCE = 200;

type DeleteAction = 'conversation.delete' | 'conversation.restore' | 'conversation.purge';

interface Ids {
  ids: readonly Id[];
}

/** Moves closed conversations to the recycle bin, all or none. @throws forbidden; not_found when one is not there, or not closed */
export function deleteConversations(ctx: Context, request: Ids): Promise<{ count: number }> {
  return changeAll(ctx, request, 'conversation.delete', (tx, ids) =>
    tx.sql<Changed[]>`
      update chat_conversations set deleted_at = now(), deleted_by = ${ctx.actor.id}
      where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) and status = 'closed' and deleted_at is null
      returning id, visit_id as "visitId"`.execute(),
  );
}

/** Brings conversations back from the recycle bin, all or none. @throws forbidden; not_found */
export function restoreConversations(ctx: Context, request: Ids): Promise<{ count: number }> {
  return changeAll(ctx, request, 'conversation.restore', (tx, ids) =>
    tx.sql<Changed[]>`
      update chat_conversations set deleted_at = null, deleted_by = null
      where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) and deleted_at is not null
      returning id, visit_id as "visitId"`.execute(),
  );
}

/**
 * Deletes conversations of the recycle bin for good. The rows and keys go in one transaction with the events, the files
 * after it: what a crash leaves of them opens no more, and is swept with the other leftovers.
 * @throws forbidden; not_found
 */
export async function purgeConversations(ctx: Context, request: Ids): Promise<{ count: number }> {
  const files: Id[] = [];
  const purged = await changeAll(ctx, request, 'conversation.purge', async (tx, ids) => {
    const attached = await tx.sql<{ id: Id }[]>`
      select id from chat_files where org_id = ${tx.orgId} and conversation_id = any(${ids}::bigint[])`;
    files.push(...attached.map(({ id }) => id));
    await keepRecordsOf(tx, ids);
    return tx.sql<Changed[]>`
      delete from chat_conversations
      where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) and deleted_at is not null
      returning id, visit_id as "visitId"`;
  });
  for (const fileId of files) await removeFile({ orgId: ctx.orgId, fileId });
  return purged;
}

interface Changed {
  id: Id;
  visitId: Id;
}

async function changeAll(
  ctx: Context,
  request: Ids,
  action: DeleteAction,
  change: (tx: Tx, ids: string[]) => Promise<Changed[]>,
): Promise<{ count: number }> {
  const ids = [...new Set(request.ids)];
  if (ids.length === 0 || !ids.every(isId)) throw invalid('Name the conversations by their ids.');
  if (ids.length > MOST_AT_ONCE) throw invalid(`At most ${MOST_AT_ONCE} conversations at a time.`);
  return mutate(ctx, { action, ...(ids.length === 1 && ids[0] && { subjectId: ids[0] }) }, async (tx) => {
    assertOrgRight(ctx, 'deleteConversations');
    const changed = await change(tx, ids);
    if (changed.length < ids.length)
      throw notFound(ids.length === 1 ? 'A closed conversation' : 'One of them, closed,');
    const entries: NewEntry[] = changed.map(({ id, visitId }) => ({ action, subjectId: id, facts: { visitId } }));
    return { value: { count: changed.length }, writes: [tell(tx, { kind: 'queue' })], entries: atLeastOne(entries) };
  });
}
