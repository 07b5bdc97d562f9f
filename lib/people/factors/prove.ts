/**
 * Showing who one is in a session: giving the second factor after the password, or once more before an act that asks for it.
 * Guarantees: each code of an app is taken once, also by two requests at the same time; twenty wrong ones a day and no further
 * one is compared; each try is an event. Against: who has the password and guesses codes. Not against: who has the device.
 */
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, invalid, limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { openFactor } from '@/lib/protection/credentials';
import { mutate } from '@/lib/protection/mutate';
import { type AskPasskey, offerToSign, readSigned } from './passkey';
import { readRecoveryCode, spendRecoveryCode } from './recovery-codes';
import { type FactorRow, findPasskey, lockFactors, touchFactor } from './rows';
import { codeSchema, type PasskeyAnswer, passkeyAnswerSchema } from './schemas';
import { noteProof } from './session-proofs';
import { CLONED, takeSignature } from './take-signature';
import { stepOfCode } from './totp';

const ACTION = 'user.prove';
const FAILED = 'user.prove_failed';

/** Of six digits, and three right at any time: one in seventeen thousand a day. */
const MOST_WRONG = 20;

/** By a code of an authenticator app, or a recovery code. @throws invalid; limited `TOO_MANY_CODES` */
export async function proveByCode(ctx: Context, input: { code: string }, at: Date = clock.now()): Promise<void> {
  const { code } = readInput(codeSchema, input);
  const recovery = readRecoveryCode(code);
  const digits = code.replace(/\s/g, '');
  const isRight = await mutate(ctx, about(ctx), async (tx) => {
    const factors = await lockFactors(tx, ctx.actor.id, at);
    const by = recovery
      ? await byRecoveryCode(tx, ctx, recovery, at)
      : await byApp(
          tx,
          factors.filter(({ kind }) => kind === 'totp'),
          digits,
          at,
        );
    if (!by) {
      if (!recovery) await countWrong(tx, ctx, factors, at);
      return { value: false, entries: [failedBy(ctx, recovery ? 'recovery' : 'totp')] };
    }
    await noteProof(tx, ctx, 'factor', at);
    return { value: true, entries: [{ ...about(ctx), facts: by }] };
  });
  if (isRight) return;
  throw invalid('This was not taken.', {
    fields: { code: 'This code is not right. Each is good once: wait for the next one of your app.' },
  });
}

async function byRecoveryCode(tx: Tx, ctx: Context, code: string, at: Date) {
  const left = await spendRecoveryCode(tx, ctx.actor.id, code, at);
  if (left === null) return null;
  await notify(tx, { userIds: [ctx.actor.id] }, { kind: 'factor.recovery_used', facts: { left } }, at);
  return { by: 'recovery', left };
}

async function byApp(tx: Tx, apps: readonly FactorRow[], code: string, at: Date) {
  const keys = await keysOf(tx);
  if (apps.some(({ wrong }) => wrong >= MOST_WRONG))
    throw limited('Too many wrong codes in a day. Use a passkey or a recovery code, or try again tomorrow.', {
      reason: 'TOO_MANY_CODES',
    });
  let taken: Id | null = null;
  // All of them: of one secret under two names a code is taken once too.
  for (const { id, userId, sealed, lastStep } of apps) {
    if (!sealed) continue;
    const step = stepOfCode(openFactor(keys, [userId, id], sealed), code, { atMs: at.getTime(), lastStep });
    if (step === null) continue;
    await touchFactor(tx, id, { lastStep: step }, at);
    taken ??= id;
  }
  return taken === null ? null : { by: 'totp', factor: taken };
}

async function countWrong(tx: Tx, ctx: Context, factors: readonly FactorRow[], at: Date): Promise<void> {
  const apps = factors.filter(({ kind }) => kind === 'totp');
  const now = at.toISOString();
  const dayAgo = new Date(at.getTime() - 86_400_000).toISOString();
  await tx.sql`
    update factors set wrong = case when wrong_since > ${dayAgo}::timestamptz then wrong + 1 else 1 end,
      wrong_since = case when wrong_since > ${dayAgo}::timestamptz then wrong_since else ${now}::timestamptz end
    where org_id = ${tx.orgId} and id = any(${apps.map(({ id }) => id)}::bigint[])`;
  if (!apps.some(({ wrong }) => wrong + 1 === MOST_WRONG)) return;
  await notify(tx, { userIds: [ctx.actor.id] }, { kind: 'factor.guessed', facts: { count: MOST_WRONG } }, at);
}

const proving = (ctx: Context) => ({ for: 'prove', sessionId: ctx.sessionId }) as const;

/** What the browser asks a passkey of the person to sign. @throws conflict where they have none */
export async function offerProof(ctx: Context, at: Date = clock.now()): Promise<AskPasskey> {
  const has = await inOrg(ctx.orgId, (tx) => lockFactors(tx, ctx.actor.id, at));
  const passkeys = has.filter(({ kind }) => kind === 'passkey');
  if (passkeys.length === 0) throw conflict('You have no passkey yet.');
  return offerToSign(proving(ctx), at, passkeys);
}

/** By a passkey. @throws invalid; forbidden `CLONED` where its counter was further already */
export async function proveByPasskey(ctx: Context, input: PasskeyAnswer, at: Date = clock.now()): Promise<void> {
  const { response } = readInput(passkeyAnswerSchema, input);
  const known = await findPasskey(ctx.orgId, ctx.actor.id, response.id);
  const counter = known ? await readSigned(response, known, proving(ctx), at) : null;
  const taken = await mutate(ctx, about(ctx), async (tx) => {
    const factors = await lockFactors(tx, ctx.actor.id, at);
    const passkey = factors.find(({ credentialId }) => credentialId === response.id);
    const signed = await takeSignature(tx, ctx, { passkey, counter }, at);
    if (signed.state !== 'right') return { value: signed.state, entries: [signed.entry] };
    await noteProof(tx, ctx, 'factor', at);
    return { value: 'right' as const, entries: [{ ...about(ctx), facts: { by: 'passkey', factor: signed.factor } }] };
  });
  if (taken === 'cloned') throw forbidden(CLONED, { reason: 'CLONED' });
  if (taken === 'wrong') throw invalid('This passkey was not taken. Try again.');
}

const about = (ctx: Context): { action: typeof ACTION; subjectId: Id } => ({ action: ACTION, subjectId: ctx.actor.id });

const failedBy = (ctx: Context, by: string) =>
  ({ action: FAILED, outcome: 'refused', subjectId: ctx.actor.id, facts: { by } }) as const;
