/**
 * Signing in. Guarantees: whether an address exists shows neither in the sentence nor in the time; every try of a known
 * address is an event; the session's row and its event are one transaction; however many strangers fail at an address, its
 * owner gets in with the right password, in a new browser by a proof of work (`lib/people/auth/guess.ts`).
 */

import { setTimeout as wait } from 'node:timers/promises';
import { compareGuess, PROOF_NEEDED } from '@/lib/people/auth/guess';
import { loadContext } from '@/lib/people/auth/load-context';
import { isPassword } from '@/lib/people/auth/password';
import { newSessionSecret, type SessionToken, seenMac, sessionDigest } from '@/lib/people/auth/session-token';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inTransaction } from '@/lib/platform/db/transaction';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { isPersonWhole } from '@/lib/protection/integrity/rights';
import { mutate } from '@/lib/protection/mutate';
import { endOwnSession } from './end-session';

export interface SignInAttempt {
  email: string;
  password: string;
  ip: string | null;
  userAgent: string | null;
  requestId: string;
  /** A browser in which this address has signed in before. */
  device?: string | null;
  /** A proof of work, where one was asked for. */
  proof?: string | null;
  /** The session that the browser has: it ends when another begins. */
  former?: SessionToken | null;
}

/** A user of the address. One address may have users in several orgs. */
interface Candidate {
  orgId: Id;
  id: Id;
  name: string;
  passwordHash: string;
  active: boolean;
  /** When a temporary password ends. */
  passwordEndsMs: number | null;
}

/** A failure is answered no sooner, so that what the database did for a known address does not show. */
const FAILURE_TAKES_MS = 500;

const WRONG = 'The email or the password is not right.';
/** Told to nobody who does not have it. */
const OVER = 'This temporary password has ended. Ask an administrator for another.';

/**
 * Opens a session and gives its token.
 * @throws invalid when e-mail and password do not fit; limited `PROOF` with a challenge while many fail.
 */
export async function signIn(given: SignInAttempt, at: Date = clock.now()): Promise<SessionToken> {
  const begun = performance.now();
  const attempt = { ...given, email: given.email.trim().toLowerCase() };
  try {
    return await tryToSignIn(attempt, at);
  } catch (error) {
    await wait(Math.max(0, FAILURE_TAKES_MS - (performance.now() - begun)));
    throw error;
  }
}

async function tryToSignIn(attempt: SignInAttempt, at: Date): Promise<SessionToken> {
  const candidates = await findCandidates(attempt.email);
  let fits: Candidate | undefined;
  const guess = { source: attempt, proof: attempt.proof, at };
  const found = await compareGuess(guess, async () => {
    fits = await whosePassword(attempt.password, candidates);
    return fits?.active ? fits : null;
  }).catch(async (error: unknown) => {
    const asked = error instanceof CareledgerError && error.reason === PROOF_NEEDED;
    if (asked) await recordFailures(attempt, candidates, 'proof_needed');
    throw error;
  });
  if (!found) {
    await recordFailures(attempt, candidates, fits ? 'deactivated' : 'wrong_password');
    throw invalid(WRONG);
  }
  if (found.passwordEndsMs !== null && found.passwordEndsMs <= at.getTime()) {
    await recordFailures(attempt, [found], 'temporary_password_over');
    throw invalid(OVER);
  }
  if (!(await isPersonWhole(found.orgId, found.id))) {
    await recordFailures(attempt, [found], 'changed_outside');
    throw invalid(WRONG);
  }
  const token = await openSession(attempt, found, at);
  if (attempt.former) await endFormer(attempt.former, attempt, at);
  return token;
}

/** Whoever signs in leaves no session behind that the browser has forgotten. */
async function endFormer(former: SessionToken, { requestId, ip }: SignInAttempt, at: Date): Promise<void> {
  const session = await loadContext(former, { requestId, ip }, at.getTime());
  if (session.state === 'none') return;
  await endOwnSession(session.ctx, session.state === 'lapsed' ? session.reason : 'replaced', at);
}

function findCandidates(email: string): Promise<readonly Candidate[]> {
  return inTransaction(async (sql) => {
    await sql`select set_config('app.sign_in_email', ${email}, true)`;
    return sql<Candidate[]>`
      select org_id as "orgId", id, name, password_hash as "passwordHash", active,
        (extract(epoch from password_ends_at) * 1000)::double precision as "passwordEndsMs"
      from users where email = ${email} order by active desc, org_id limit 20`;
  });
}

async function whosePassword(password: string, candidates: readonly Candidate[]): Promise<Candidate | undefined> {
  const hashes = candidates.length > 0 ? candidates.map((candidate) => candidate.passwordHash) : [null];
  const matches = await Promise.all(hashes.map((hash) => isPassword(password, hash)));
  return candidates.find((_, index) => matches[index]);
}

/** A failure is an event in each org that knows the address, under the account that was tried. */
async function recordFailures(attempt: SignInAttempt, candidates: readonly Candidate[], reason: string): Promise<void> {
  const { requestId } = attempt;
  if (candidates.length === 0) log.warn({ event: 'sign_in.unknown_address', code: reason, requestId });
  for (const candidate of candidates) {
    const action = 'user.sign_in_failed';
    await mutate(contextOf(attempt, candidate, null), action, async () => ({
      value: undefined,
      entries: [{ action, outcome: 'refused', subjectId: candidate.id, facts: { reason } }],
    }));
  }
}

async function openSession(attempt: SignInAttempt, user: Candidate, at: Date): Promise<SessionToken> {
  const sessionId = newId();
  const secret = newSessionSecret();
  const now = at.toISOString();
  const keys = await keysOfOrg(user.orgId);
  const digest = sessionDigest(keys, { sessionId, userId: user.id, createdMs: at.getTime() }, secret);
  await mutate(contextOf(attempt, user, sessionId), 'user.sign_in', async (tx) => ({
    value: undefined,
    writes: [
      tx.sql`
        insert into sessions (org_id, id, user_id, secret_hash, created_at, last_seen_at, seen_mac, ip, user_agent)
        values (${user.orgId}, ${sessionId}, ${user.id}, ${digest}, ${now}::timestamptz, ${now}::timestamptz,
          ${seenMac(keys, sessionId, at.getTime())}, ${attempt.ip}, ${attempt.userAgent?.slice(0, 400) ?? null})`,
      tx.sql`
        update users set last_sign_in_at = ${now}::timestamptz where org_id = ${user.orgId} and id = ${user.id}`,
    ],
    entries: [{ action: 'user.sign_in', subjectId: sessionId }],
  }));
  return { orgId: user.orgId, userId: user.id, sessionId, secret };
}

/** Nobody is signed in yet: the context names the account and grants nothing. */
const contextOf = (attempt: SignInAttempt, user: Candidate, sessionId: Id | null): Context => ({
  orgId: user.orgId,
  actor: { kind: 'user', id: user.id, name: user.name },
  rights: { everyModule: [], modules: {}, org: [] },
  ownerIds: [user.id],
  requestId: attempt.requestId,
  ip: attempt.ip,
  sessionId,
  timeZone: 'UTC',
});
