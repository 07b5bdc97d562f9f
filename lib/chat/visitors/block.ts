import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { forbidden, invalid, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { openVisitor } from '@/lib/protection/disclose/conversations';
import { mutate } from '@/lib/protection/mutate';
import { assertMayChat } from '../access';
import { findConversation } from '../conversations/find';
import { blockToken } from './blocked';

export interface BlockInput {
  conversationId: Id;
  /** The browser, or the address it wrote from. */
  kind: 'visitor' | 'address';
  /** Days it lasts; absent: until it is lifted. */
  days?: number;
}

/**
 * Blocks the visitor of an opened conversation, or the address they wrote from, which stands in the list as a keyed hash.
 * @throws not_found; forbidden until it is opened; invalid where no address is known
 */
export async function blockVisitor(ctx: Context, { conversationId, kind, days }: BlockInput): Promise<void> {
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= 3650)) {
    throw invalid('Give 1 to 3,650 days.', { fields: { days: '1 to 3,650' } });
  }
  const attempt = { action: 'visitor.block', subjectId: conversationId } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertMayChat(ctx);
    const conversation = await findConversation(tx, conversationId);
    const { ip } = await openVisitor(tx, ctx, conversation, ['ip']);
    const value = kind === 'visitor' ? conversation.visitorId : ip;
    if (typeof value !== 'string') throw invalid('No address is known of this visitor.');
    const token = blockToken(await keysOf(tx), kind, value);
    await tx.sql`
      insert into chat_blocks (org_id, id, kind, token, created_by, created_at, until, conversation_id)
      values (${tx.orgId}, ${newId()}, ${kind}, ${token}, ${ctx.actor.id}, now(),
        case when ${days ?? null}::int is not null then now() + make_interval(days => ${days ?? null}::int) end,
        ${conversationId})
      on conflict (org_id, kind, token) do update
        set until = excluded.until, created_by = excluded.created_by, created_at = excluded.created_at,
          conversation_id = excluded.conversation_id`;
    const facts = { visitId: conversation.visitId, kind, ...(days !== undefined && { days }) };
    return { value: undefined, entries: [{ ...attempt, facts }] };
  });
}

export interface Block {
  id: Id;
  kind: 'visitor' | 'address';
  createdAt: string;
  createdBy: string | null;
  until: string | null;
  conversationId: Id | null;
}

/** Who is blocked now. @throws forbidden */
export async function listBlocks(ctx: Context): Promise<Block[]> {
  assertOrgRight(ctx, 'manageChat');
  return inOrg(ctx.orgId, (tx) =>
    tx.sql<Block[]>`
      select b.id, b.kind, b.created_at as "createdAt", u.name as "createdBy", b.until, b.conversation_id as "conversationId"
      from chat_blocks b left join users u on u.org_id = b.org_id and u.id = b.created_by
      where b.org_id = ${tx.orgId} and (b.until is null or b.until > now()) order by b.id desc limit 500`.execute(),
  );
}

/** Lifts a block. @throws forbidden; not_found */
export async function unblock(ctx: Context, { id }: { id: Id }): Promise<void> {
  const action = 'visitor.unblock';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    if (!canInOrg(ctx.rights, 'manageChat')) throw forbidden('Your profile may not manage chat.');
    const [gone] = await tx.sql<{ kind: string; conversation_id: Id | null }[]>`
      delete from chat_blocks where org_id = ${tx.orgId} and id = ${id} returning kind, conversation_id`;
    if (!gone) throw notFound('The block');
    const subjectId = gone.conversation_id ?? id;
    return { value: undefined, entries: [{ action, subjectId, facts: { kind: gone.kind } }] };
  });
}
