import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { madeBySeen } from './list';
import { assertMayGive } from './of-record';
import { extractIdSchema } from './schemas';

/**
 * Ends an extract of a conversation's entries that was not opened, made by somebody whose entries the asker sees: its link
 * opens nothing from then on. @throws forbidden; not_found; conflict once it was opened
 */
export async function revokeExtract(ctx: Context, input: { extractId: Id }): Promise<void> {
  const { extractId } = readInput(extractIdSchema, input);
  const action = 'chat_extract.revoke';
  await mutate(ctx, { action, facts: { extractId } }, async (tx) => {
    assertOrgRight(ctx, 'exportLedger');
    const { conversationId, isOver } = await lockUnopened(tx, ctx, extractId);
    if (!conversationId) throw notFound('The extract');
    if (isOver) return unchanged();
    await end(tx, extractId);
    return { value: undefined, entries: [{ action, subjectId: conversationId, facts: { extractId } }] };
  });
}

/** As `revokeExtract`, one of a record's entries. @throws forbidden; not_found; conflict once it was opened */
export async function revokeRecordExtract(ctx: Context, input: { extractId: Id }): Promise<void> {
  const { extractId } = readInput(extractIdSchema, input);
  const attempt = { action: 'record_extract.revoke', subjectId: extractId } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertMayGive(ctx);
    const { recordId, module, isOver } = await lockUnopened(tx, ctx, extractId);
    if (!recordId || !module) throw notFound('The extract');
    if (isOver) return unchanged();
    await end(tx, extractId);
    return { value: undefined, entries: [{ ...attempt, module, recordId }] };
  });
}

interface Row {
  conversationId: Id | null;
  recordId: Id | null;
  module: string | null;
  isOpened: boolean;
  /** It was taken back already. */
  isOver: boolean;
}

async function lockUnopened(tx: Tx, ctx: Context, extractId: Id): Promise<Row> {
  const [row] = await tx.sql<Row[]>`
    select conversation_id as "conversationId", record_id as "recordId", module, opened_at is not null as "isOpened",
      revoked_at is not null as "isOver"
    from extracts e where org_id = ${tx.orgId} and id = ${extractId} and ${madeBySeen(tx, ctx)} for update`;
  if (!row) throw notFound('The extract');
  if (row.isOpened) throw conflict('It was opened already.');
  return row;
}

const end = (tx: Tx, extractId: Id) =>
  tx.sql`update extracts set revoked_at = now() where org_id = ${tx.orgId} and id = ${extractId}`;
