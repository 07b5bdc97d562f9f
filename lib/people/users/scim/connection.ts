/**
 * Connections of directories as Careledger made them. Guarantees: one that SQL put in, prolonged, or whose rules it changed, opens
 * nothing, and that is an event. Against: whoever writes to the database without the keys, and would make themself an administrator
 * by a directory of their own. Whoever made the token made the rules too: what they bring about they cannot confirm.
 */
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { type KeptState, keepState } from '@/lib/protection/integrity/kept-state';
import type { Rules } from './schemas';

export interface ScimConnection {
  id: Id;
  name: string;
  madeBy: Id;
  rules: Rules;
  /** Milliseconds. */
  expiresMs: number | null;
  lastUsedMs: number | null;
  ended: boolean;
}

export type ConnectionRow = ScimConnection & { secretHash: Buffer };

export const connectionState = ({ id, name, madeBy, rules, expiresMs, secretHash }: ConnectionRow): KeptState => ({
  subject: 'scim',
  id,
  state: [name, madeBy, rules, expiresMs, secretHash.toString('hex')],
});

export const readConnections = (tx: Tx, where: ReturnType<Tx['sql']>) => tx.sql<ConnectionRow[]>`
  select c.id, c.name, c.made_by as "madeBy", c.rules, c.secret_hash as "secretHash", c.ended_at is not null as ended,
    (extract(epoch from c.expires_at) * 1000)::float8 as "expiresMs",
    (extract(epoch from c.last_used_at) * 1000)::float8 as "lastUsedMs"
  from scim_connections c where c.org_id = ${tx.orgId} and ${where} order by c.ended_at is not null, lower(c.name), c.id limit 100`;

/** One that has not ended, locked. @throws not_found */
export async function lockConnection(tx: Tx, id: Id): Promise<ConnectionRow> {
  await tx.sql`select from scim_connections where org_id = ${tx.orgId} and id = ${id} for update`;
  const [found] = await readConnections(tx, tx.sql`c.id = ${id} and c.ended_at is null`);
  if (!found) throw notFound('The connection');
  return found;
}

export const keepConnection = (tx: Tx, row: ConnectionRow): Promise<void> => keepState(tx, connectionState(row));

/** What the database keeps of a token's secret. */
export const tokenDigest = (keys: OrgKeys, id: Id, secret: string): Buffer =>
  bearerMac(keys, 'scim', [id], plainDigest(secret));

/** Compares in constant time. */
export const isTokenSecret = (keys: OrgKeys, id: Id, secret: string, stored: Buffer): boolean =>
  isSameDigest(tokenDigest(keys, id, secret), stored);

const PREFIX = 'clsc';

export interface ScimToken {
  orgId: Id;
  id: Id;
  secret: string;
}

export const tokenText = ({ orgId, id, secret }: ScimToken): string => [PREFIX, orgId, id, secret].join('.');

/** Null when the text is no token of this kind. */
export function readTokenText(text: string): ScimToken | null {
  const [prefix, orgId, id, secret, ...more] = text.split('.');
  if (prefix !== PREFIX || !isId(orgId) || !isId(id) || !secret || more.length > 0) return null;
  return { orgId, id, secret };
}
