import { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { ConversationStatus } from '@/lib/platform/db/schema/chat';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { idSchema } from '../messages/schemas';

export interface ListedConversation {
  id: Id;
  visitId: Id;
  status: ConversationStatus;
  brand: string | null;
  operator: string | null;
  startedAt: string;
  closedAt: string | null;
}

/** Rows of a page: as many as one act takes. */
export const LISTED_PAGE = 100;

const listSchema = z.object({
  /** Those that can be deleted, or those that have to be ended first. */
  state: z.enum(['closed', 'live']).default('closed'),
  /** Closed before this day (UTC), or started before it. */
  until: z.iso.date().optional(),
  /** The last `id` of the page before. */
  before: idSchema.optional(),
});

/**
 * A page of the conversations for whoever deletes them, the newest first: ids, states and times, and nothing that was said
 * or given by anybody. @throws forbidden; invalid
 */
export async function listForDeletion(
  ctx: Context,
  input: z.input<typeof listSchema> = {},
): Promise<ListedConversation[]> {
  assertOrgRight(ctx, 'deleteConversations');
  const { state, until, before } = readInput(listSchema, input);
  return inOrg(ctx.orgId, (tx) => {
    const at = state === 'closed' ? tx.sql`c.closed_at` : tx.sql`c.started_at`;
    return tx.sql<ListedConversation[]>`
      select c.id, c.visit_id as "visitId", c.status, b.name as brand, u.name as operator,
        c.started_at as "startedAt", c.closed_at as "closedAt"
      from chat_conversations c
      left join chat_brands b on b.org_id = c.org_id and b.id = c.brand_id
      left join users u on u.org_id = c.org_id and u.id = c.operator_id
      where c.org_id = ${tx.orgId} and c.deleted_at is null
        and ${state === 'closed' ? tx.sql`c.status = 'closed'` : tx.sql`c.status <> 'closed'`}
        ${until ? tx.sql`and ${at} < ${until}::date` : tx.sql``}
        ${before ? tx.sql`and c.id < ${before}` : tx.sql``}
      order by c.id desc limit ${LISTED_PAGE}`.execute();
  });
}
