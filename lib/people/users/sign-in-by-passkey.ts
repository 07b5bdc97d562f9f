/**
 * Signing in by a passkey alone: it is on a device of the person's, which verifies them, so it is two factors. Guarantees: an
 * unknown passkey, one of a deactivated person and a wrong signature are refused in the same words; each try with a known one is
 * an event. Against: strangers, and pages of other origins.
 */

import { deviceOf } from '@/lib/people/auth/device-token';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { type AskPasskey, offerToSign, readHandle, readSigned } from '@/lib/people/factors/passkey';
import { lockFactors, type SignsWith } from '@/lib/people/factors/rows';
import { type PasskeyAnswer, passkeyAnswerSchema } from '@/lib/people/factors/schemas';
import { takeSignature } from '@/lib/people/factors/take-signature';
import { clock } from '@/lib/platform/clock';
import { inOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { isPersonWhole } from '@/lib/protection/integrity/rights';
import { mutate } from '@/lib/protection/mutate';
import { type Entering, type From, nobodyYet, openSession } from './open-session';
import { needsSso } from './sso/only';

const USE = { for: 'sign_in', sessionId: null } as const;
const WRONG = 'This passkey was not taken. Sign in with your email and password.';

/** What the browser asks whichever passkey of ours its owner chooses to sign. */
export const offerSignIn = (at: Date = clock.now()): Promise<AskPasskey> => offerToSign(USE, at);

export interface PasskeySignIn extends From {
  answer: PasskeyAnswer;
  userAgent: string | null;
  /** The cookie by which a browser is known again. */
  known?: string | null;
  former?: SessionToken | null;
}

/** Opens a session and gives its token. @throws invalid, in the same words whatever was wrong */
export async function signInByPasskey(given: PasskeySignIn, at: Date = clock.now()): Promise<SessionToken> {
  const { response } = readInput(passkeyAnswerSchema, given.answer);
  const handle = readHandle(response.response.userHandle);
  const person = handle && (await findPerson(handle.orgId, handle.userId, response.id));
  if (!person || !(await isPersonWhole(person.orgId, person.id))) throw invalid(WRONG);
  const counter = await readSigned(response, person, USE, at);
  const ctx = nobodyYet(person, given);
  const right = await mutate(ctx, { action: 'user.prove', subjectId: person.id }, async (tx) => {
    const factors = await lockFactors(tx, person.id, at);
    const passkey = factors.find(({ credentialId }) => credentialId === response.id);
    const signed = await takeSignature(tx, ctx, { passkey, counter }, at);
    if (signed.state !== 'right') return { value: false, entries: [signed.entry] };
    const facts = { by: 'passkey', factor: signed.factor };
    return { value: true, entries: [{ action: 'user.prove', subjectId: person.id, facts }] };
  });
  if (!right) throw invalid(WRONG);
  if (await needsSso(person.orgId, person.id)) {
    await noteOnlySso(person, given);
    throw invalid(WRONG);
  }
  const isNewDevice = (email: string) => deviceOf(given.known, email, at) === null;
  return openSession(person, { ...given, by: 'passkey', factorAt: at, isNewDevice }, at);
}

async function noteOnlySso(person: Entering, from: From): Promise<void> {
  const action = 'user.sign_in_failed';
  const facts = { reason: 'only_single_sign_on', by: 'passkey' };
  await mutate(nobodyYet(person, from), action, async () => ({
    value: undefined,
    entries: [{ action, outcome: 'refused', subjectId: person.id, facts }],
  }));
}

/** Whose passkey it is, where they are active; null for a stranger, and for an organisation that is not there. */
async function findPerson(orgId: Id, userId: Id, credentialId: string): Promise<(Entering & SignsWith) | null> {
  try {
    const [person] = await inOrg(
      orgId,
      (tx) => tx.sql<(Entering & SignsWith)[]>`
        select u.org_id as "orgId", u.id, u.name, coalesce(f.credential_id, '') as "credentialId",
          coalesce(f.public_key, '') as "publicKey"
        from users u
        join factors f on f.org_id = u.org_id and f.user_id = u.id and f.kind = 'passkey' and f.removed_at is null
        where u.org_id = ${tx.orgId} and u.id = ${userId} and u.active and f.credential_id = ${credentialId}`,
    );
    return person ?? null;
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'not_found') return null;
    throw error;
  }
}
