import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface DeletedConversation {
  id: Id;
  visitId: Id;
  startedAt: string;
  deletedAt: string;
  deletedBy: string | null;
}

/** Rows of a page. */
export const DELETED_PAGE = 100;

/** A page of the recycle bin, the newest first. @param before the last `id` of the page before. @throws forbidden */
export async function listDeletedConversations(ctx: Context, before: Id | null = null): Promise<DeletedConversation[]> {
  assertOrgRight(ctx, 'deleteConversations');
  return inOrg(ctx.orgId, (tx) =>
    tx.sql<DeletedConversation[]>`
      select c.id, c.visit_id as "visitId", c.started_at as "startedAt", c.deleted_at as "deletedAt", u.name as "deletedBy"
      from chat_conversations c left join users u on u.org_id = c.org_id and u.id = c.deleted_by
      where c.org_id = ${tx.orgId} and c.deleted_at is not null and (${before}::bigint is null or c.id < ${before}::bigint)
      order by c.id desc limit ${DELETED_PAGE}`.execute(),
  );
}
