/**
 * Comparing what somebody says is a password. Guarantees: however many have failed, whoever knows the password gets in, by
 * a proof of work that a browser does by itself in seconds; a wrong guess then costs its maker that work, and of one
 * account's at most two a second are compared in a process, drawn by lot among the networks they come from. Whether a
 * guess was right shows in nothing before the work is done. Against: guessers, and strangers who would keep somebody out.
 * Not against: somebody with thousands of networks, who makes it slow.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { challengeOf, makeChallenge, readProof } from '@/lib/platform/crypto/proof-of-work';
import { type CareledgerError, limited } from '@/lib/platform/errors';
import { once } from '@/lib/platform/once';
import { pseudonymOf } from './secret';
import { countFailure, forgetFailures, type SignInSource, spendProof, whoKey, workFor } from './sign-in-limits';
import { Turns } from './turns';

/** The reason of a refusal that a proof of work lifts; its fact `challenge` is what to complete. */
export const PROOF_NEEDED = 'PROOF';

/** So long a wrong guess takes its account's turn. */
const GUESS_TAKES_MS = 500;

const turns = once('people/auth/guess', () => new Turns());

export interface Guess {
  source: SignInSource;
  /** The completed challenge, where one was asked for. */
  proof?: string | null | undefined;
  at: Date;
}

/**
 * Compares a guess and counts it when it is wrong. @param compare gives null for a wrong one.
 * @throws limited `PROOF` with a challenge, where a proof is needed and is not there, not right, or was used before
 */
export async function compareGuess<T>(guess: Guess, compare: () => Promise<T | null>): Promise<T | null> {
  const { source, at } = guess;
  const bits = await workFor(source, at);
  if (bits !== null) return compareProven(guess, bits, compare);
  const found = await compare();
  if (found === null) await countFailure(source, at);
  // Guesses sent all at once must not outrun the count of the wrong ones among them, nor tell which of them was right.
  const since = await workFor(source, at);
  if (since !== null) throw proofNeeded(source, since, at);
  if (found !== null) await forgetFailures(source);
  return found;
}

async function compareProven<T>(
  { source, proof, at }: Guess,
  bits: number,
  compare: () => Promise<T | null>,
): Promise<T | null> {
  const proven = proof ? readProof(sign, placeOf(source), proof, at.getTime()) : null;
  // While it was worked on, others may have failed once more.
  if (!proof || !proven || proven.bits < bits - 1) throw proofNeeded(source, bits, at);
  const compared = await turns.take(placeOf(source), source.ip ?? '', async () => {
    if (!(await spendProof(challengeOf(proof), proven.until))) throw proofNeeded(source, bits, at);
    const begun = performance.now();
    const found = await compare();
    if (found === null) {
      await countFailure(source, at);
      await wait(Math.max(0, GUESS_TAKES_MS - (performance.now() - begun)));
    }
    return { found };
  });
  if (!compared) throw proofNeeded(source, bits, at);
  return compared.found;
}

const sign = (text: string): Buffer => pseudonymOf('sign-in proof', text);
const placeOf = (source: SignInSource): string => whoKey(source).toString('base64url');

function proofNeeded(source: SignInSource, bits: number, at: Date): CareledgerError {
  const challenge = makeChallenge(sign, placeOf(source), bits, at.getTime());
  return limited('Many tries at this password were wrong. A browser does a little work before each further one.', {
    reason: PROOF_NEEDED,
    facts: { challenge },
  });
}
