import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { extractIdSchema } from './schemas';

/** Ends an extract that was not opened: its link opens nothing from then on. @throws forbidden; not_found; conflict once it was opened */
export async function revokeExtract(ctx: Context, input: { extractId: Id }): Promise<void> {
  const { extractId } = readInput(extractIdSchema, input);
  const action = 'chat_extract.revoke';
  await mutate(ctx, { action, facts: { extractId } }, async (tx) => {
    assertOrgRight(ctx, 'exportLedger');
    const [row] = await tx.sql<{ conversationId: Id; openedAt: string | null; revokedAt: string | null }[]>`
      select conversation_id as "conversationId", opened_at as "openedAt", revoked_at as "revokedAt"
      from chat_extracts where org_id = ${tx.orgId} and id = ${extractId} for update`;
    if (!row) throw notFound('The extract');
    if (row.openedAt) throw conflict('It was opened already.');
    if (row.revokedAt) return unchanged();
    await tx.sql`update chat_extracts set revoked_at = now() where org_id = ${tx.orgId} and id = ${extractId}`;
    return { value: undefined, entries: [{ action, subjectId: row.conversationId, facts: { extractId } }] };
  });
}
