/** What hangs on a record follows it into the one that it became part of: notes, attachments, conversations. */
import type { Moved } from '@/lib/platform/db/schema/merges';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

type Hanging = Pick<Moved, 'notes' | 'attachments' | 'conversations'>;

/** Moves them at once. @returns what was moved, by ids. */
export async function moveHanging(tx: Tx, keepId: Id, otherIds: readonly Id[]): Promise<Hanging> {
  const moved = await lockHanging(tx, otherIds);
  await Promise.all(hangOn(tx, keepId, moved));
  return moved;
}

/** What hangs on records, locked. */
export async function lockHanging(tx: Tx, recordIds: readonly Id[]): Promise<Hanging> {
  const others = recordIds as string[];
  type Rows = { id: Id; from: Id }[];
  const [notes, attachments, conversations] = await Promise.all([
    tx.sql<Rows>`
      select id, record_id as "from" from notes
      where org_id = ${tx.orgId} and record_id = any(${others}::bigint[]) order by id for update`,
    tx.sql<Rows>`
      select id, record_id as "from" from attachments
      where org_id = ${tx.orgId} and record_id = any(${others}::bigint[]) order by id for update`,
    tx.sql<Rows>`
      select id, record_id as "from" from chat_conversations
      where org_id = ${tx.orgId} and record_id = any(${others}::bigint[]) order by id for update`,
  ]);
  return { notes: [...notes], attachments: [...attachments], conversations: [...conversations] };
}

/** Hangs it on another record. The caller awaits. @param moduleName where that is of another module */
export const hangOn = (
  tx: Tx,
  recordId: Id,
  moved: Hanging,
  moduleName: string | null = null,
): PromiseLike<unknown>[] => hang(tx, moved, { targetOf: () => recordId, moduleName });

/** Gives them back where they still hang on the record that stayed. The caller awaits. */
export const moveHangingBack = (
  tx: Tx,
  keepId: Id,
  moved: Hanging,
  moduleName: string | null = null,
): PromiseLike<unknown>[] => hang(tx, moved, { targetOf: ({ from }) => from, only: keepId, moduleName });

interface Moving {
  targetOf: (one: { id: Id; from: Id }) => Id;
  /** Those only that hang on this record. */
  only?: Id;
  /** Where they go, if it is another module. */
  moduleName: string | null;
}

function hang(
  tx: Tx,
  { notes, attachments, conversations }: Hanging,
  { targetOf, only, moduleName }: Moving,
): PromiseLike<unknown>[] {
  const given = (list: Hanging['notes']) => JSON.stringify(list.map((one) => ({ id: one.id, to: targetOf(one) })));
  const still = only ? tx.sql`and h.record_id = ${only}` : tx.sql``;
  return [
    tx.sql`
      update notes h set record_id = g."to" from jsonb_to_recordset(${given(notes)}::jsonb) as g (id bigint, "to" bigint)
      where h.org_id = ${tx.orgId} and h.id = g.id ${still}`,
    tx.sql`
      update attachments h set record_id = g."to"
      from jsonb_to_recordset(${given(attachments)}::jsonb) as g (id bigint, "to" bigint)
      where h.org_id = ${tx.orgId} and h.id = g.id ${still}`,
    tx.sql`
      update chat_conversations h set record_id = g."to", record_module = coalesce(${moduleName}, h.record_module)
      from jsonb_to_recordset(${given(conversations)}::jsonb) as g (id bigint, "to" bigint)
      where h.org_id = ${tx.orgId} and h.id = g.id ${still}`,
  ].map((statement) => statement.execute());
}
