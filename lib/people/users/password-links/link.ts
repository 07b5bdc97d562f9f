/**
 * The link by which somebody chooses a new password. Guarantees: it is of one account, good once and until its time; another
 * address, another password and a deactivation end it, whoever brought them about; what SQL put in or prolonged opens nothing.
 */
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { fragmentOf, newLinkToken } from '@/lib/platform/crypto/one-time-link';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { RefusedLink as Refused } from '@/lib/platform/refused-link';
import { noteIfForeign } from '@/lib/protection/integrity/bearer';

const digestOf = (keys: OrgKeys, link: { id: Id; userId: Id; expiresMs: number }, token: string): Buffer =>
  bearerMac(keys, 'password', [link.id, link.userId, link.expiresMs], plainDigest(token));

/** The account as it is: the link goes with it. */
const accountMac = (keys: OrgKeys, id: Id, { email, passwordHash }: { email: string; passwordHash: string }): Buffer =>
  bearerMac(keys, 'account', [id, email, passwordHash]);

export interface MadeLink {
  id: Id;
  /** Path and fragment. */
  path: string;
  expiresAt: Date;
}

/** Writes the row of a link to an account as it is now. */
export async function makePasswordLink(
  tx: Tx,
  user: { id: Id; email: string; passwordHash: string },
  { at, hours }: { at: Date; hours: number },
): Promise<MadeLink> {
  const [id, token, keys] = [newId(), newLinkToken(), await keysOf(tx)];
  const expiresAt = new Date(at.getTime() + hours * 3_600_000);
  const digest = digestOf(keys, { id, userId: user.id, expiresMs: expiresAt.getTime() }, token);
  await tx.sql`
    insert into password_links (org_id, id, user_id, link_hash, account_mac, created_at, expires_at)
    values (${tx.orgId}, ${id}, ${user.id}, ${digest}, ${accountMac(keys, id, user)}, ${at.toISOString()}::timestamptz,
      ${expiresAt.toISOString()}::timestamptz)`;
  return { id, path: `/choose-password/${id}#${fragmentOf(tx.orgId, token)}`, expiresAt };
}

export type WhyNotChoose = 'wrong_link' | 'used' | 'expired' | 'changed';

export type RefusedLink = Refused<WhyNotChoose>;

export interface OpenLink {
  userId: Id;
  name: string;
  email: string;
}

interface Row extends OpenLink {
  id: Id;
  linkHash: Buffer;
  accountMac: Buffer;
  passwordHash: string;
  active: boolean;
  expiresMs: number;
  usedAt: string | null;
}

/** What a link opens, its row and its user locked; or why it does not. @throws not_found */
export async function openLink(tx: Tx, id: Id, token: string, at: Date): Promise<OpenLink | RefusedLink> {
  const [row] = await tx.sql<Row[]>`
    select l.id, l.user_id as "userId", l.link_hash as "linkHash", l.account_mac as "accountMac", l.used_at as "usedAt",
      (extract(epoch from l.expires_at) * 1000)::double precision as "expiresMs",
      u.name, u.email, u.active, u.password_hash as "passwordHash"
    from password_links l
    join users u on u.org_id = l.org_id and u.id = l.user_id
    where l.org_id = ${tx.orgId} and l.id = ${id} for no key update`;
  if (!row) throw notFound('The link');
  const keys = await keysOf(tx);
  if (!isSameDigest(digestOf(keys, row, token), row.linkHash)) {
    noteIfForeign(tx, id, token, [row.linkHash]);
    return { ok: false, why: 'wrong_link' };
  }
  if (row.usedAt) return { ok: false, why: 'used' };
  if (row.expiresMs <= at.getTime()) return { ok: false, why: 'expired' };
  const isSame = row.active && isSameDigest(accountMac(keys, id, row), row.accountMac);
  return isSame ? row : { ok: false, why: 'changed' };
}
