/**
 * The link by which somebody joins. Guarantees: it makes the one account that was offered (address, name, profile, role), once,
 * within 72 hours, while whoever invited is still here; what SQL put in or changed makes none. It needs no secret beside it: it
 * opens no data, and the account it makes waits for a second person where its profile may read health data, since whoever
 * invited may have the link themselves.
 */
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { fragmentOf } from '@/lib/platform/crypto/one-time-link';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { RefusedLink as Refused } from '@/lib/platform/refused-link';
import { noteIfForeign } from '@/lib/protection/integrity/bearer';

const OPEN_HOURS = 72;

export const endOfInvitation = (at: Date): Date => new Date(at.getTime() + OPEN_HOURS * 3_600_000);

export interface BoundInvitation {
  id: Id;
  email: string;
  name: string;
  profileId: Id;
  roleId: Id;
  createdBy: Id;
  expiresMs: number;
}

/** What the database keeps of a link. */
export function invitationDigest(keys: OrgKeys, bound: BoundInvitation, token: string): Buffer {
  const { id, email, name, profileId, roleId, createdBy, expiresMs } = bound;
  return bearerMac(keys, 'invitation', [id, email, name, profileId, roleId, createdBy, expiresMs], plainDigest(token));
}

export const invitationPath = (orgId: Id, id: Id, token: string): string => `/join/${id}#${fragmentOf(orgId, token)}`;

export type InvitationState = 'open' | 'accepted' | 'withdrawn' | 'replaced' | 'expired';

export interface InvitationTimes {
  acceptedAt: string | null;
  withdrawnAt: string | null;
  replacedAt: string | null;
  expiresMs: number;
}

export function invitationStateOf(times: InvitationTimes, at: Date): InvitationState {
  if (times.acceptedAt) return 'accepted';
  if (times.withdrawnAt) return 'withdrawn';
  if (times.replacedAt) return 'replaced';
  return times.expiresMs <= at.getTime() ? 'expired' : 'open';
}

export type OpenInvitation = BoundInvitation & { inviter: string };

export type WhyNotJoin = 'wrong_link' | 'inviter_left' | 'taken' | 'gone' | Exclude<InvitationState, 'open'>;

export type RefusedJoin = Refused<WhyNotJoin>;

type Row = BoundInvitation & InvitationTimes & { linkHash: Buffer; inviter: string | null };

/** What a link opens, its row locked; or why it does not. @throws not_found */
export async function openLink(tx: Tx, id: Id, token: string, at: Date): Promise<OpenInvitation | RefusedJoin> {
  const [row] = await tx.sql<Row[]>`
    select i.id, i.email, i.name, i.profile_id as "profileId", i.role_id as "roleId", i.created_by as "createdBy",
      (extract(epoch from i.expires_at) * 1000)::double precision as "expiresMs", i.link_hash as "linkHash",
      i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt", i.replaced_at as "replacedAt",
      (select u.name from users u where u.org_id = i.org_id and u.id = i.created_by and u.active) as inviter
    from invitations i where i.org_id = ${tx.orgId} and i.id = ${id} for update`;
  if (!row) throw notFound('The invitation');
  if (!isSameDigest(invitationDigest(await keysOf(tx), row, token), row.linkHash)) {
    noteIfForeign(tx, id, token, [row.linkHash]);
    return { ok: false, why: 'wrong_link' };
  }
  const state = invitationStateOf(row, at);
  if (state !== 'open') return { ok: false, why: state };
  const { inviter } = row;
  return inviter === null ? { ok: false, why: 'inviter_left' } : { ...row, inviter };
}
