import { lineMac } from '@/lib/platform/crypto/line-mac';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { keyOfGone } from './kept-line';

/**
 * Keeps of which record some conversations were, before these are deleted for good: their lines, and one that an extract of
 * them still leaves, stay in that record's accounting (45 CFR 164.528 asks for six years). It stands among the records of
 * lines, under the conversation's own id.
 */
export async function keepRecordsOf(tx: Tx, conversationIds: readonly Id[]): Promise<void> {
  const [keys, linked] = await Promise.all([
    keysOf(tx),
    tx.sql<{ id: Id; recordId: Id }[]>`
      select id, record_id as "recordId" from chat_conversations
      where org_id = ${tx.orgId} and id = any(${conversationIds as Id[]}::bigint[]) and record_id is not null`,
  ]);
  const macs = linked.map(({ id, recordId }) => lineMac(keyOfGone(keys, id), recordId).toString('hex'));
  await tx.sql`
    insert into disclosure_records (org_id, record_id, disclosure_id, mac)
    select ${tx.orgId}, r.record, r.id, decode(r.mac, 'hex')
    from unnest(${linked.map(({ id }) => id)}::bigint[], ${linked.map(({ recordId }) => recordId)}::bigint[], ${macs}::text[])
      as r (id, record, mac)
    on conflict do nothing`;
}
