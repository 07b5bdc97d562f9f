/** Lists of conversations. */
import { deleteConversations, restoreConversations } from '@/lib/chat/conversations/delete';
import { listDeletedConversations } from '@/lib/chat/conversations/list-deleted';
import { listForDeletion } from '@/lib/chat/conversations/list-for-deletion';
import { listQueue } from '@/lib/chat/conversations/queues';
import { type Id, newId } from '@/lib/platform/ids';
import { makeAvailable, makeVisitor, startChat } from '../chat';
import { ownerSql } from '../database';
import type { TestOrg } from '../make-org';
import { edgesGo, idsIn, type MakeWalk, type WalkedList } from './walk';

/** Conversations made of one, as many as a page of people's lists takes and more. */
export async function conversations(org: TestOrg, count: number, deleted: boolean): Promise<Id[]> {
  const rest = await startOne(org);
  const ids = Array.from({ length: count }, () => newId());
  await ownerSql()`
    insert into chat_conversations
    select (jsonb_populate_record(c, jsonb_build_object('id', n.id, 'visit_id', n.id, 'status', 'closed',
      'closed_at', now(), 'deleted_at', case when ${deleted} then now() end))).*
    from chat_conversations c, unnest(${ids}::bigint[]) as n (id) where c.org_id = ${org.orgId} and c.id = ${rest}`;
  await ownerSql()`update chat_conversations set status = 'closed', closed_at = now() where id = ${rest}`;
  return deleted ? ids : [rest, ...ids];
}

export async function startOne(org: TestOrg): Promise<Id> {
  await makeAvailable(org.operator);
  return (await startChat(await makeVisitor(org))).id;
}

export const conversationsGo = (org: TestOrg) =>
  edgesGo(
    (id) => deleteConversations(org.admin, { ids: [id] }),
    () => startOne(org),
  );

export const CHAT_WALKS = {
  'chat.queue': async (org) => ({
    ids: await conversations(org, 120, false),
    read: async (cursor) => {
      const page = await listQueue(org.operator, 'closed', cursor);
      return { ids: idsIn(page.rows), next: page.nextCursor };
    },
    meanwhile: conversationsGo(org),
  }),
  'chat.deletion': async (org) => ({
    ids: await conversations(org, 230, false),
    read: async (before) => {
      const page = await listForDeletion(org.admin, { state: 'closed', ...(before && { before }) });
      return { ids: idsIn(page), next: page.at(-1)?.id ?? null };
    },
    meanwhile: conversationsGo(org),
  }),
  'chat.bin': async (org) => ({
    ids: await conversations(org, 230, true),
    read: async (before) => {
      const page = await listDeletedConversations(org.admin, before);
      return { ids: idsIn(page), next: page.at(-1)?.id ?? null };
    },
    meanwhile: edgesGo(
      (id) => restoreConversations(org.admin, { ids: [id] }),
      () => startOne(org),
    ),
  }),
} satisfies Partial<Record<WalkedList, MakeWalk>>;
