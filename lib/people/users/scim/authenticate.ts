/**
 * From a directory's token to who acts. Guarantees: a token that ended, has expired, or whose connection SQL changed opens nothing
 * at the very next call, in every process; nothing is cached. It may manage people and nothing else: it reads no record. What it
 * does stands in the ledger under the connection's name, and counts as the doing of whoever made the token, who confirms none of it.
 */
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { isUnkeyedDigest } from '@/lib/platform/crypto/bearer-mac';
import { inOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, unauthenticated } from '@/lib/platform/errors';
import { keysOf } from '@/lib/platform/org-keys';
import { tellForeignBearer } from '@/lib/protection/integrity/bearer';
import { isKept, noteForeignRow } from '@/lib/protection/integrity/kept-state';
import { touchConnection } from '@/lib/protection/touch/scim';
import { connectionState, isTokenSecret, readConnections, readTokenText, type ScimConnection } from './connection';

export interface Directory {
  ctx: Context;
  connection: ScimConnection;
}

export interface DirectoryRequest {
  /** The header of that name: `Bearer <token>`. */
  authorization: string | null;
  requestId: string;
  ip: string | null;
}

/** How old the time of the last use may be before it is written anew. */
const TOUCH_MS = 60_000;

/** Finds out which directory calls. @throws unauthenticated: one answer for all that opens nothing */
export async function authenticate(request: DirectoryRequest, nowMs = clock.nowMs()): Promise<Directory> {
  const [, text = ''] = /^\s*bearer\s+(\S+)\s*$/i.exec(request.authorization ?? '') ?? [];
  const token = readTokenText(text);
  if (!token) throw refused();
  const { orgId, id, secret } = token;
  const found = await inOrg(orgId, async (tx) => {
    const [row] = await readConnections(tx, tx.sql`c.id = ${id}`);
    if (!row) return null;
    const isRight = isTokenSecret(await keysOf(tx), id, secret, row.secretHash);
    if (isRight && (await isKept(tx, connectionState(row)))) return row;
    // Whoever comes with the right secret, or with one that SQL put in, shows that the row is not ours.
    if (isRight) noteForeignRow(tx, 'bearer', id);
    if (isUnkeyedDigest(secret, row.secretHash)) tx.afterwards.push(() => tellForeignBearer(orgId, id));
    return null;
  }).catch((error) => {
    // No such organisation is answered as no such token.
    if (error instanceof CareledgerError && error.code === 'not_found') return null;
    throw error;
  });
  if (!found || found.ended || (found.expiresMs !== null && found.expiresMs <= nowMs)) throw refused();
  const { secretHash: _, ...connection } = found;
  if (nowMs - (connection.lastUsedMs ?? 0) > TOUCH_MS) await touchConnection(orgId, id, nowMs);
  return { connection, ctx: contextOf(orgId, connection, request) };
}

const refused = () => unauthenticated('The token is not valid or not valid any more.', { reason: 'INVALID_TOKEN' });

const contextOf = (orgId: string, { madeBy, name }: ScimConnection, { requestId, ip }: DirectoryRequest): Context => ({
  orgId,
  actor: { kind: 'client', id: madeBy, name },
  rights: { everyModule: [], modules: {}, org: ['manageUsers'] },
  ownerIds: [],
  requestId,
  ip,
  sessionId: null,
  timeZone: 'UTC',
});
