import { z } from 'zod';
import type { Context } from '@/lib/platform/context';
import type { ConversationStatus } from '@/lib/platform/db/schema/chat';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { assertMayList } from '../access';
import type { ConversationFacts } from '../conversations/get';
import { idSchema } from '../messages/schemas';

const conversationListSchema = z.object({
  statuses: z.array(z.enum(['waiting', 'open', 'missed', 'closed'])).optional(),
  departmentId: idSchema.optional(),
  brandId: idSchema.optional(),
  operatorId: idSchema.optional(),
  /** Started at or after, before. */
  from: z.date().optional(),
  to: z.date().optional(),
  /** The last id of the page before: a place in the list, whether its conversation is still there or not. */
  behind: idSchema.optional(),
  skip: z.int().min(0).default(0),
  limit: z.int().min(1).max(100).default(20),
});

/** Conversations, the newest first; nothing of a visitor but an id, so the list is no opening. @throws forbidden; invalid */
export async function listConversations(
  ctx: Context,
  input: z.input<typeof conversationListSchema>,
): Promise<{ rows: Omit<ConversationFacts, 'participants'>[]; more: boolean }> {
  const { statuses, departmentId, brandId, operatorId, from, to, behind, skip, limit } = readInput(
    conversationListSchema,
    input,
  );
  assertMayList(ctx);
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<Row[]>`
      select c.id, c.visit_id, c.visitor_id, c.status, b.id as brand_id, b.name as brand, d.id as department_id,
        d.name as department, u.id as operator_id, u.name as operator, c.started_at, c.picked_up_at, c.closed_at
      from chat_conversations c
      left join chat_brands b on b.org_id = c.org_id and b.id = c.brand_id
      left join chat_departments d on d.org_id = c.org_id and d.id = c.department_id
      left join users u on u.org_id = c.org_id and u.id = c.operator_id
      where c.org_id = ${tx.orgId} and c.deleted_at is null
        ${statuses ? tx.sql`and c.status = any(${statuses})` : tx.sql``}
        ${departmentId ? tx.sql`and c.department_id = ${departmentId}` : tx.sql``}
        ${brandId ? tx.sql`and c.brand_id = ${brandId}` : tx.sql``}
        ${operatorId ? tx.sql`and c.operator_id = ${operatorId}` : tx.sql``}
        ${from ? tx.sql`and c.started_at >= ${from.toISOString()}` : tx.sql``}
        ${to ? tx.sql`and c.started_at < ${to.toISOString()}` : tx.sql``}
        ${behind ? tx.sql`and c.id < ${behind}` : tx.sql``}
      order by c.id desc limit ${limit + 1} offset ${skip}`;
    return { rows: rows.slice(0, limit).map(toFacts), more: rows.length > limit };
  });
}

interface Row {
  id: Id;
  visit_id: Id;
  visitor_id: Id;
  status: ConversationStatus;
  brand_id: Id | null;
  brand: string | null;
  department_id: Id | null;
  department: string | null;
  operator_id: Id | null;
  operator: string | null;
  started_at: string;
  picked_up_at: string | null;
  closed_at: string | null;
}

const named = (id: Id | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

const toFacts = (row: Row): Omit<ConversationFacts, 'participants'> => ({
  id: row.id,
  visitId: row.visit_id,
  visitorId: row.visitor_id,
  status: row.status,
  brand: named(row.brand_id, row.brand),
  department: named(row.department_id, row.department),
  operator: named(row.operator_id, row.operator),
  startedAt: new Date(row.started_at),
  pickedUpAt: row.picked_up_at ? new Date(row.picked_up_at) : null,
  closedAt: row.closed_at ? new Date(row.closed_at) : null,
});
