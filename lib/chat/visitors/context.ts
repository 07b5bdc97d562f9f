import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, forbidden, unauthenticated } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { isBlocked } from './blocked';
import { findKnownVisitor } from './known';
import type { VisitorToken } from './token';

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

/**
 * From a visitor's token to who asks.
 * @throws unauthenticated when it is not (or no longer) right; forbidden when the visitor or the address is blocked
 */
export async function visitorContext(
  token: VisitorToken | null,
  { requestId, address }: { requestId: string; address: string | null },
): Promise<Context> {
  const known = token && (await inOrg(token.orgId, (tx) => lookUp(tx, token, address)).catch(ifNoSuchOrg));
  if (!known) throw unauthenticated('Begin a visit first.');
  if (known.blocked) throw forbidden('You cannot write here.', { reason: 'BLOCKED' });
  return contextOfVisitor(token.orgId, token.visitorId, requestId);
}

async function lookUp(tx: Tx, { visitorId, secret }: VisitorToken, address: string | null) {
  const [known, blocked] = await Promise.all([
    findKnownVisitor(tx, visitorId, secret),
    keysOf(tx).then((keys) => isBlocked(tx, keys, visitorId, address)),
  ]);
  return known && { blocked };
}

function ifNoSuchOrg(error: unknown): null {
  if (error instanceof CareledgerError && error.code === 'not_found') return null;
  throw error;
}
