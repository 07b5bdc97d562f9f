/**
 * The link by which the other side reads and signs. Guarantees: it opens the one document that was sent, for link and secret
 * together; five wrong secrets end it, however many are tried at once (its row is locked); what SQL put in or changed (another
 * file, a later end, another name of ours) opens for nobody.
 */
import { isPassword } from '@/lib/people/auth/password';
import { type Context, holderContext } from '@/lib/platform/context';
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { fragmentOf, plainSecret, readFragment } from '@/lib/platform/crypto/one-time-link';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { RefusedLink as Refused } from '@/lib/platform/refused-link';
import { noteIfForeign } from '@/lib/protection/integrity/bearer';
import { MOST_TRIES, type SigningState, type SigningTimes, signingStateOf } from './state';

export interface BoundSigning {
  id: Id;
  agreementId: Id;
  fileId: Id;
  /** Of the document, hexadecimal. */
  sha256: string;
  secretHash: string;
  ourName: string;
  ourTitle: string;
  createdBy: Id;
  expiresMs: number;
}

/** What the database keeps of a link. @param digest `plainDigest` of its token */
export const signingDigest = (keys: OrgKeys, bound: BoundSigning, digest: Buffer): Buffer => {
  const { id, agreementId, fileId, sha256, secretHash, ourName, ourTitle, createdBy, expiresMs } = bound;
  const all = [id, agreementId, fileId, sha256, secretHash, ourName, ourTitle, createdBy, expiresMs];
  return bearerMac(keys, 'signing', all, digest);
};

export const signingPath = (orgId: Id, signingId: Id, token: string): string =>
  `/agreement/${signingId}#${fragmentOf(orgId, token)}`;

export interface Held {
  signingId: string;
  token: string;
  secret: string;
}

export type RefusedLink = Refused<'wrong_link' | 'wrong_secret' | Exclude<SigningState, 'open'>>;

export interface OpenLink extends BoundSigning {
  documentName: string;
  documentMadeAt: string;
  createdAt: Date;
}

type Row = Omit<OpenLink, 'expiresMs' | 'createdAt'> &
  SigningTimes & { linkHash: Buffer; expiresMs: string; createdAt: string };

/** Runs an act of whoever holds a link, in the org that the link names. What no link has is answered as a wrong link is. */
export async function asHolder<T>(
  { signingId, token: fragment }: Held,
  requestId: string,
  act: (ctx: Context, signingId: Id, token: string) => Promise<T | RefusedLink>,
): Promise<T | RefusedLink> {
  const wrong: RefusedLink = { ok: false, why: 'wrong_link' };
  const link = readFragment(fragment);
  if (!link || !isId(signingId)) return wrong;
  try {
    return await act(
      holderContext(link.orgId, signingId, requestId, 'Holder of a link to sign'),
      signingId,
      link.token,
    );
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'not_found') return wrong;
    throw error;
  }
}

/** Which agreement a link is of. @throws not_found */
export async function agreementOf(tx: Tx, signingId: Id): Promise<Id> {
  const [row] = await tx.sql<{ id: Id }[]>`
    select agreement_id as id from agreement_signings where org_id = ${tx.orgId} and id = ${signingId}`;
  if (!row) throw notFound('The link');
  return row.id;
}

/** What a link opens, its row locked; or why it does not, with a wrong secret counted. @throws not_found */
export async function openLink(tx: Tx, id: Id, token: string, secret: string): Promise<OpenLink | RefusedLink> {
  const [row] = await tx.sql<Row[]>`
    select s.id, s.agreement_id as "agreementId", s.file_id as "fileId", encode(f.sha256, 'hex') as sha256,
      s.secret_hash as "secretHash", s.our_name as "ourName", s.our_title as "ourTitle", s.created_by as "createdBy",
      (extract(epoch from s.expires_at) * 1000)::bigint::text as "expiresMs", f.name as "documentName",
      f.created_at as "documentMadeAt",
      s.created_at as "createdAt", s.link_hash as "linkHash", s.wrong_secrets as "wrongSecrets",
      s.expires_at as "expiresAt", s.signed_at as "signedAt", s.ended_at as "endedAt"
    from agreement_signings s
    join agreement_files f on f.org_id = s.org_id and f.id = s.file_id and f.agreement_id = s.agreement_id
    where s.org_id = ${tx.orgId} and s.id = ${id} for update of s`;
  if (!row) throw notFound('The link');
  const bound = { ...row, expiresMs: Number(row.expiresMs), createdAt: new Date(row.createdAt) };
  if (!isSameDigest(signingDigest(await keysOf(tx), bound, plainDigest(token)), row.linkHash)) {
    noteIfForeign(tx, id, token, [row.linkHash]);
    return { ok: false, why: 'wrong_link' };
  }
  const state = signingStateOf(row);
  if (state !== 'open') return { ok: false, why: state };
  if (await isPassword(plainSecret(secret), row.secretHash)) return bound;
  await tx.sql`
    update agreement_signings set wrong_secrets = wrong_secrets + 1 where org_id = ${tx.orgId} and id = ${id}`;
  return { ok: false, why: 'wrong_secret', triesLeft: MOST_TRIES - row.wrongSecrets - 1 };
}
