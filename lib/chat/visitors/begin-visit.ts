import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { mutate, unrecorded } from '@/lib/protection/mutate';
import { findBrand } from '../setup/brands';
import { contextOfVisitor } from './context';
import { findKnownVisitor, type KnownVisitor, OLD_FOR_MINUTES } from './known';
import { newVisitorSecret, printVisitorToken, secretAfter, type VisitorToken, visitorDigest } from './token';

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
    const digest = visitorDigest(await keysOf(tx), visitorId, plainDigest(secret));
    await tx.sql`
      insert into chat_visitors (org_id, id, brand_id, secret_hash, visit_id, created_at, last_seen_at)
      values (${orgId}, ${visitorId}, ${brandId}, ${digest}, ${visitId}, now(), now())`;
    return unrecorded(undefined, 'visit');
  });
  return { token: printVisitorToken({ orgId, visitorId, secret }), visitorId, visitId, conversationId: null };
}

async function knownVisitor(tx: Tx, brandId: Id, token: VisitorToken): Promise<Visit | null> {
  const { visitorId } = token;
  const known = await findKnownVisitor(tx, visitorId, token.secret);
  if (known?.brandId !== brandId) return null;
  const secret = await changedSecret(tx, token, known);
  const [visit] = await tx.sql<{ visit_id: Id }[]>`
    update chat_visitors set last_seen_at = now(), left_at = null,
      visit_id = case when last_seen_at < now() - make_interval(mins => ${VISIT_MINUTES}) then ${newId()} else visit_id end
    where org_id = ${tx.orgId} and id = ${visitorId} returning visit_id`;
  const [open] = await tx.sql<{ id: Id }[]>`
    select id from chat_conversations
    where org_id = ${tx.orgId} and visitor_id = ${visitorId} and status <> 'closed' and deleted_at is null
    order by id desc limit 1`;
  return {
    token: printVisitorToken({ ...token, secret }),
    visitorId,
    visitId: visit?.visit_id ?? newId(),
    conversationId: open?.id ?? null,
  };
}

/**
 * A new secret for one that has been in use for long; the new one is used from when it comes back. It is made of the old
 * one under a key of ours, so two tabs that ask at once, or ask again, get the same. @returns what to keep
 */
async function changedSecret(tx: Tx, { visitorId, secret }: VisitorToken, known: KnownVisitor): Promise<string> {
  const own = tx.sql`org_id = ${tx.orgId} and id = ${visitorId}`;
  if (known.by === 'next') {
    await tx.sql`
      update chat_visitors set old_secret_hash = secret_hash, secret_hash = next_secret_hash, next_secret_hash = null,
        old_until = now() + make_interval(mins => ${OLD_FOR_MINUTES}), secret_made_at = now()
      where ${own} and next_secret_hash is not null`;
    return secret;
  }
  if (known.by === 'old' || !known.isAged) return secret;
  const keys = await keysOf(tx);
  const next = secretAfter(keys, visitorId, secret);
  const digest = visitorDigest(keys, visitorId, plainDigest(next));
  await tx.sql`update chat_visitors set next_secret_hash = ${digest} where ${own}`;
  return next;
}
