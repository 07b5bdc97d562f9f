/** An answer of a provider counts once, in whatever process it comes again. */
import { spendProof } from '@/lib/people/auth/sign-in-limits';
import { clock } from '@/lib/platform/clock';
import type { Id } from '@/lib/platform/ids';
import { SsoFailure } from './failure';

/** Longer than an answer counts at all. */
const KEPT_MS = 30 * 60_000;

/** @param answer the id of an assertion, or the state of a sign-in. @throws SsoFailure when it came before */
export async function spendAnswer(orgId: Id, connectionId: Id, answer: string, at = clock.now()): Promise<void> {
  const first = await spendProof(`sso ${orgId} ${connectionId} ${answer}`, new Date(at.getTime() + KEPT_MS));
  if (!first) throw new SsoFailure('answered_before');
}
