import type { Context } from '@/lib/context';
import { inOrg } from '@/lib/db/transaction';
import { unauthenticated } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { isVisitorSecret, type VisitorToken } from './token';

/** A visitor may do nothing but what the verbs for visitors allow. The address is PHI beside a conversation: never kept here. */
export const contextOfVisitor = (orgId: Id, visitorId: Id, requestId: string): Context => ({
  orgId,
  actor: { kind: 'visitor', id: visitorId, name: 'Visitor' },
  rights: { everyModule: [], modules: {}, org: [] },
  ownerIds: [visitorId],
  requestId,
  ip: null,
  sessionId: null,
  timeZone: 'UTC',
});

/** From a visitor's token to who asks. @throws unauthenticated when it is not (or no longer) right. */
export async function visitorContext(token: VisitorToken | null, requestId: string): Promise<Context> {
  if (!token) throw unauthenticated('Begin a visit first.');
  const hash = await inOrg(token.orgId, async ({ sql }) => {
    const [row] = await sql<{ hash: Buffer }[]>`
      select secret_hash as hash from chat_visitors where org_id = ${token.orgId} and id = ${token.visitorId}`;
    return row?.hash;
  });
  if (!hash || !isVisitorSecret(token.secret, hash)) throw unauthenticated('Begin a visit first.');
  return contextOfVisitor(token.orgId, token.visitorId, requestId);
}
