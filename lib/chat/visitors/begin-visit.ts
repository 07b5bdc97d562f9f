import { type Tx, writeInOrg } from '@/lib/db/transaction';
import { type Id, newId } from '@/lib/ids';
import { mutate, unrecorded } from '@/lib/mutate';
import { findBrand } from '../setup/brands';
import { contextOfVisitor } from './context';
import { hashVisitorSecret, isVisitorSecret, newVisitorSecret, printVisitorToken, type VisitorToken } from './token';

/** Silence after which the same browser is on another visit. */
const VISIT_MINUTES = 30;

export interface Visit {
  /** For the visitor's browser to keep. */
  token: string;
  visitorId: Id;
  visitId: Id;
  /** The visitor's conversation that is not closed, if there is one. */
  conversationId: Id | null;
}

/**
 * Begins or goes on with a visit. A token that is right keeps its visitor, any other gets a new one: a stranger learns
 * nothing from trying. Nothing about a person is written, so this is no event.
 * @throws not_found when there is no such brand.
 */
export async function beginVisit(
  input: { orgId: Id; brandId: Id; token: VisitorToken | null },
  requestId: string,
): Promise<Visit> {
  const { orgId, brandId } = input;
  const known = await writeInOrg(orgId, 'touch', async (tx) => {
    await findBrand(tx, brandId);
    return input.token?.orgId === orgId ? knownVisitor(tx, brandId, input.token) : null;
  });
  if (known) return known;
  const secret = newVisitorSecret();
  const visitorId = newId();
  const visitId = newId();
  await mutate(contextOfVisitor(orgId, visitorId, requestId), 'conversation.start', async (tx) => {
    await tx.sql`
      insert into chat_visitors (org_id, id, brand_id, secret_hash, visit_id, created_at, last_seen_at)
      values (${orgId}, ${visitorId}, ${brandId}, ${hashVisitorSecret(secret)}, ${visitId}, now(), now())`;
    return unrecorded(undefined, 'visit');
  });
  return { token: printVisitorToken({ orgId, visitorId, secret }), visitorId, visitId, conversationId: null };
}

async function knownVisitor(tx: Tx, brandId: Id, token: VisitorToken): Promise<Visit | null> {
  const [row] = await tx.sql<{ secret_hash: Buffer }[]>`
    select secret_hash from chat_visitors
    where org_id = ${tx.orgId} and id = ${token.visitorId} and brand_id = ${brandId}`;
  if (!row || !isVisitorSecret(token.secret, row.secret_hash)) return null;
  const [visit] = await tx.sql<{ visit_id: Id }[]>`
    update chat_visitors set last_seen_at = now(),
      visit_id = case when last_seen_at < now() - make_interval(mins => ${VISIT_MINUTES}) then ${newId()} else visit_id end
    where org_id = ${tx.orgId} and id = ${token.visitorId} returning visit_id`;
  const [open] = await tx.sql<{ id: Id }[]>`
    select id from chat_conversations
    where org_id = ${tx.orgId} and visitor_id = ${token.visitorId} and status <> 'closed' and deleted_at is null
    order by id desc limit 1`;
  return {
    token: printVisitorToken(token),
    visitorId: token.visitorId,
    visitId: visit?.visit_id ?? newId(),
    conversationId: open?.id ?? null,
  };
}
