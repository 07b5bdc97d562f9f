import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { assertMayChat } from '../access';
import { SEEN_WITHIN_SECONDS } from '../conversations/route';

export interface ChatOperator {
  id: Id;
  name: string;
  /** Said to be there, and the console is open. */
  available: boolean;
  /** Conversations that are open now. */
  load: number;
  maxConversations: number;
}

/** Everybody who may answer, those who are there first. @throws forbidden */
export async function listOperators(ctx: Context): Promise<ChatOperator[]> {
  assertMayChat(ctx);
  return inOrg(ctx.orgId, (tx) =>
    tx.sql<ChatOperator[]>`
      select u.id, u.name, coalesce(o.max_conversations, 5) as "maxConversations",
        coalesce(o.available and o.seen_at > now() - make_interval(secs => ${SEEN_WITHIN_SECONDS}), false) as available,
        (select count(*)::int from chat_conversations c where c.org_id = u.org_id and c.operator_id = u.id
          and c.status = 'open' and c.deleted_at is null) as load
      from users u
      join profiles p on p.org_id = u.org_id and p.id = u.profile_id and p.rights -> 'org' ? 'revealPhi'
      left join chat_operators o on o.org_id = u.org_id and o.user_id = u.id
      where u.org_id = ${tx.orgId} and u.active and not u.phi_suspended
      order by available desc, lower(u.name) limit 500`.execute(),
  );
}
