import { compareGuess } from '@/lib/people/auth/guess';
import { isPassword } from '@/lib/people/auth/password';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { mutate, recordRefusal } from '@/lib/protection/mutate';
import { lockFactors } from './rows';
import { passwordProofSchema } from './schemas';
import { noteProof } from './session-proofs';

const ACTION = 'user.prove';
const FAILED = 'user.prove_failed';

/**
 * By the password, for who has no second factor. @throws invalid; limited `PROOF` with a challenge after ten wrong ones;
 * conflict where there is a second factor to give
 */
export async function proveByPassword(
  ctx: Context,
  input: { password: string; proof?: string },
  at: Date = clock.now(),
): Promise<void> {
  const about = { action: ACTION, subjectId: ctx.actor.id } as const;
  const { password, proof } = readInput(passwordProofSchema, input);
  const passwordHash = await hashOf(ctx);
  const source = { email: `password once more ${ctx.orgId}.${ctx.actor.id}`, ip: null };
  const right = await compareGuess({ source, proof, at }, async () =>
    (await isPassword(password, passwordHash)) ? true : null,
  ).catch(async (error: unknown) => {
    if (error instanceof CareledgerError) await recordRefusal(ctx, { ...about, action: FAILED }, error);
    throw error;
  });
  if (!right) {
    const wrong = invalid('This was not taken.', { fields: { password: 'This is not your password.' } });
    await recordRefusal(ctx, { ...about, action: FAILED, facts: { by: 'password' } }, wrong);
    throw wrong;
  }
  await mutate(ctx, about, async (tx) => {
    if ((await lockFactors(tx, ctx.actor.id, at)).length > 0) throw conflict('Give your second factor.');
    await noteProof(tx, ctx, 'password', at);
    return { value: undefined, entries: [{ ...about, facts: { by: 'password' } }] };
  });
}

async function hashOf(ctx: Context): Promise<string | null> {
  const [user] = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<{ hash: string }[]>`
      select password_hash as hash from users where org_id = ${tx.orgId} and id = ${ctx.actor.id}`,
  );
  return user?.hash ?? null;
}
