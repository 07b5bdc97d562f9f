/**
 * Signing in. Guarantees: whether an address exists shows neither in the sentence nor in the time; every try of a known
 * address is an event; the session's row and its event are one transaction; however many strangers fail at an address, its
 * owner gets in with the right password, in a new browser by a proof of work (`lib/people/auth/guess.ts`).
 */

import { setTimeout as wait } from 'node:timers/promises';
import { compareGuess, PROOF_NEEDED } from '@/lib/people/auth/guess';
import { isPassword } from '@/lib/people/auth/password';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { clock } from '@/lib/platform/clock';
import { inTransaction } from '@/lib/platform/db/transaction';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { isPersonWhole } from '@/lib/protection/integrity/rights';
import { mutate } from '@/lib/protection/mutate';
import { chosenOf } from './choose-organisation';
import { nobodyYet, openSession } from './open-session';
import { needsSso } from './sso/only';

export interface SignInAttempt {
  email: string;
  password: string;
  ip: string | null;
  userAgent: string | null;
  requestId: string;
  /** A browser in which this address has signed in before; null for one where it has not. */
  device?: string | null;
  /** A proof of work, where one was asked for. */
  proof?: string | null;
  /** Which organisation, of several where this address has the same password. */
  organisation?: string | null;
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
  const attempt = { ...given, email: inLowerCase(given.email.trim()) };
  try {
    return await tryToSignIn(attempt, at);
  } catch (error) {
    await wait(Math.max(0, FAILURE_TAKES_MS - (performance.now() - begun)));
    throw error;
  }
}

/** Of ASCII alone: `K` (U+212A) is not `k`, and nobody's. */
const inLowerCase = (email: string): string => email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

async function tryToSignIn(attempt: SignInAttempt, at: Date): Promise<SessionToken> {
  const candidates = await findCandidates(attempt.email);
  let fits: readonly Candidate[] = [];
  let onlySso = false;
  const guess = { source: attempt, proof: attempt.proof, at };
  const all = await compareGuess(guess, async () => {
    fits = await whosePassword(attempt.password, candidates);
    const active = fits.filter((one) => one.active);
    // Where people sign in by their provider only, a right password is as good as a wrong one, and counted as one.
    const needing = await Promise.all(active.map(({ orgId, id }) => needsSso(orgId, id)));
    const entering = active.filter((_, n) => !needing[n]);
    onlySso = active.length > 0 && entering.length === 0;
    return entering.length > 0 ? entering : null;
  }).catch(async (error: unknown) => {
    const asked = error instanceof CareledgerError && error.reason === PROOF_NEEDED;
    if (asked) await recordFailures(attempt, candidates, 'proof_needed');
    throw error;
  });
  if (!all) {
    const why = onlySso ? 'only_single_sign_on' : fits.length > 0 ? 'deactivated' : 'wrong_password';
    await recordFailures(attempt, candidates, why);
    throw invalid(WRONG);
  }
  const found = await chosenOf(all, attempt.organisation);
  if (found.passwordEndsMs !== null && found.passwordEndsMs <= at.getTime()) {
    await recordFailures(attempt, [found], 'temporary_password_over');
    throw invalid(OVER);
  }
  if (!(await isPersonWhole(found.orgId, found.id))) {
    await recordFailures(attempt, [found], 'changed_outside');
    throw invalid(WRONG);
  }
  const isNewDevice = () => attempt.device === null;
  return openSession(found, { ...attempt, by: 'password', factorAt: null, isNewDevice }, at);
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

/** Whose password it is, of the users of an address: each of them has a hash of their own. */
async function whosePassword(password: string, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  const hashes = candidates.length > 0 ? candidates.map((candidate) => candidate.passwordHash) : [null];
  const matches = await Promise.all(hashes.map((hash) => isPassword(password, hash)));
  return candidates.filter((_, index) => matches[index]);
}

/** A failure is an event in each org that knows the address, under the account that was tried. */
async function recordFailures(attempt: SignInAttempt, candidates: readonly Candidate[], reason: string): Promise<void> {
  const { requestId } = attempt;
  if (candidates.length === 0) log.warn({ event: 'sign_in.unknown_address', code: reason, requestId });
  for (const candidate of candidates) {
    const action = 'user.sign_in_failed';
    await mutate(nobodyYet(candidate, attempt), action, async () => ({
      value: undefined,
      entries: [{ action, outcome: 'refused', subjectId: candidate.id, facts: { reason } }],
    }));
  }
}
