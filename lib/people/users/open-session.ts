/**
 * Opening a session, by whichever way somebody came. Guarantees: the session's row and its event are one transaction; how it
 * was opened, and whether a second factor was given with it, is bound by a keyed check; the session that the browser had ends.
 * Does not: ask who it is. Whoever calls has done so.
 */
import { loadContext } from '@/lib/people/auth/load-context';
import { proofsMac, type SignedInBy } from '@/lib/people/auth/proofs';
import { newSessionSecret, type SessionToken, seenMac, sessionDigest } from '@/lib/people/auth/session-token';
import { sendMail } from '@/lib/people/mail/send-mail';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate } from '@/lib/protection/mutate';
import { deviceOf } from './device';
import { endOwnSession } from './end-session';
import { assertMaySignIn } from './sign-in-limits';

/** Whose session it is. */
export interface Entering {
  orgId: Id;
  id: Id;
  name: string;
}

/** From where a sign-in comes. */
export interface From {
  ip: string | null;
  requestId: string;
}

export interface Opening extends From {
  by: SignedInBy;
  /** When a second factor was given with it: a passkey, or by a provider that is trusted to ask for one. */
  factorAt: Date | null;
  userAgent: string | null;
  /** Whether the browser is one in which the address had not signed in: its owner is told by mail, but for the very first time. */
  isNewDevice?: (email: string) => boolean;
  /** The session that the browser has: it ends when another begins. */
  former?: SessionToken | null;
  /** What is spent by it, in the same transaction. */
  within?: (tx: Tx) => Promise<readonly NewEntry[]>;
}

/** Opens a session and gives its token. @throws forbidden, in words, from where or when the profile does not let one be signed in */
export async function openSession(user: Entering, opening: Opening, at: Date = clock.now()): Promise<SessionToken> {
  const { by, factorAt, ip, userAgent, former } = opening;
  const sessionId = newId();
  const secret = newSessionSecret();
  const now = at.toISOString();
  const keys = await keysOfOrg(user.orgId);
  const digest = sessionDigest(keys, { sessionId, userId: user.id, createdMs: at.getTime() }, secret);
  const proofs = proofsMac(keys, sessionId, { by, factorMs: factorAt?.getTime() ?? null, passwordMs: null });
  await mutate({ ...nobodyYet(user, opening), sessionId }, 'user.sign_in', async (tx) => {
    await assertMaySignIn(tx, user.id, ip, at);
    const spent = (await opening.within?.(tx)) ?? [];
    return {
      value: await mailNewDevice(tx, user, opening, at),
      writes: [
        tx.sql`
        insert into sessions (org_id, id, user_id, secret_hash, created_at, last_seen_at, seen_mac, ip, user_agent,
          signed_in_by, factor_at, factor_mac)
        values (${user.orgId}, ${sessionId}, ${user.id}, ${digest}, ${now}::timestamptz, ${now}::timestamptz,
          ${seenMac(keys, sessionId, at.getTime())}, ${ip}, ${userAgent?.slice(0, 400) ?? null},
          ${by}, ${factorAt?.toISOString() ?? null}::timestamptz, ${proofs})`,
        tx.sql`
        update users set last_sign_in_at = ${now}::timestamptz where org_id = ${user.orgId} and id = ${user.id}`,
      ],
      entries: [{ action: 'user.sign_in', subjectId: sessionId, facts: { by } }, ...spent],
    };
  });
  if (former) await endFormer(former, opening, at);
  return { orgId: user.orgId, userId: user.id, sessionId, secret };
}

async function mailNewDevice(tx: Tx, { id }: Entering, { isNewDevice, userAgent }: Opening, at: Date): Promise<void> {
  if (!isNewDevice) return;
  const [user] = await tx.sql<{ email: string; isFirst: boolean }[]>`
    select email, last_sign_in_at is null as "isFirst" from users where org_id = ${tx.orgId} and id = ${id}`;
  if (user?.isFirst !== false || !isNewDevice(user.email)) return;
  const facts = { device: deviceOf(userAgent), at: at.toISOString().slice(0, 16).replace('T', ' ') };
  await sendMail(tx, { to: { userId: id }, template: 'new_device', facts }, at);
}

/** Whoever signs in leaves no session behind that the browser has forgotten. */
async function endFormer(former: SessionToken, { requestId, ip }: From, at: Date): Promise<void> {
  const session = await loadContext(former, { requestId, ip }, at.getTime());
  if (session.state === 'none') return;
  await endOwnSession(session.ctx, session.state === 'lapsed' ? session.reason : 'replaced', at);
}

/** Nobody is signed in yet: the context names the account and grants nothing. */
export const nobodyYet = (user: Entering, { requestId, ip }: From): Context => ({
  orgId: user.orgId,
  actor: { kind: 'user', id: user.id, name: user.name },
  rights: { everyModule: [], modules: {}, org: [] },
  ownerIds: [user.id],
  requestId,
  ip,
  sessionId: null,
  timeZone: 'UTC',
});
