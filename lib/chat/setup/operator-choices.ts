import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface OperatorChoice {
  id: Id;
  name: string;
  email: string;
  /** Chats at once that are offered to them. */
  maxConversations: number;
}

/** Who may answer conversations, by name: the possible members of a department. @throws forbidden */
export async function listOperatorChoices(ctx: Context): Promise<OperatorChoice[]> {
  assertOrgRight(ctx, 'manageChat');
  return inOrg(ctx.orgId, (tx) =>
    tx.sql<OperatorChoice[]>`
      select u.id, u.name, u.email, coalesce(o.max_conversations, 5) as "maxConversations"
      from users u join profiles p on p.org_id = u.org_id and p.id = u.profile_id and p.rights -> 'org' ? 'revealPhi'
      left join chat_operators o on o.org_id = u.org_id and o.user_id = u.id
      where u.org_id = ${tx.orgId} and u.active order by lower(u.name) limit 1000`.execute(),
  );
}
