import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/**
 * Keeps of which record some conversations were, before these are deleted for good: their lines, and one that an extract of
 * them still leaves, stay in that record's accounting (45 CFR 164.528 asks for six years). It stands among the records of
 * lines, under the conversation's own id.
 */
export const keepRecordsOf = (tx: Tx, conversationIds: readonly Id[]) =>
  tx.sql`
    insert into disclosure_records (org_id, record_id, disclosure_id)
    select org_id, record_id, id from chat_conversations
    where org_id = ${tx.orgId} and id = any(${conversationIds as Id[]}::bigint[]) and record_id is not null
    on conflict do nothing`;
