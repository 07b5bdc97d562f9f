import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { type LinkState, type LinkTimes, stateOf } from '@/lib/platform/crypto/one-time-state';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface ExtractRow {
  id: Id;
  conversationId: Id;
  audience: 'operator' | 'visitor';
  entries: number;
  createdBy: string | null;
  createdAt: string;
  expiresAt: string;
  state: LinkState;
}

const MOST = 100;

/** The newest extracts, at most 100. @throws forbidden */
export async function listExtracts(ctx: Context): Promise<ExtractRow[]> {
  assertOrgRight(ctx, 'exportLedger');
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<(Omit<ExtractRow, 'state'> & LinkTimes)[]>`
      select e.id, e.conversation_id as "conversationId", e.audience, jsonb_array_length(e.entry_ids) as entries,
        u.name as "createdBy", e.created_at as "createdAt", e.expires_at as "expiresAt", e.opened_at as "openedAt",
        e.revoked_at as "revokedAt", e.failed_tries as "failedTries"
      from chat_extracts e left join users u on u.org_id = e.org_id and u.id = e.created_by
      where e.org_id = ${tx.orgId} order by e.id desc limit ${MOST}`;
    return rows.map((row) => ({
      id: row.id,
      conversationId: row.conversationId,
      audience: row.audience,
      entries: row.entries,
      createdBy: row.createdBy,
      createdAt: new Date(row.createdAt).toISOString(),
      expiresAt: new Date(row.expiresAt).toISOString(),
      state: stateOf(row),
    }));
  });
}
