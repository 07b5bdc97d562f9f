/** What one does with second factors of one's own: renaming, removing, new recovery codes. */
import { assertFresh } from '@/lib/people/auth/fresh';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { keepFactors } from '@/lib/protection/integrity/factors';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { isNeededBy } from './needed';
import { endRecoveryCodes, replaceRecoveryCodes } from './recovery-codes';
import { lockFactors } from './rows';
import { factorIdSchema, factorNameSchema } from './schemas';

/** @throws invalid; not_found */
export async function renameFactor(
  ctx: Context,
  input: { id: Id; name: string },
  at: Date = clock.now(),
): Promise<void> {
  const { id, name } = readInput(factorNameSchema, input);
  const action = 'user.factor_rename';
  await mutate(ctx, { action, subjectId: ctx.actor.id }, async (tx) => {
    const factor = (await lockFactors(tx, ctx.actor.id, at)).find((one) => one.id === id);
    if (!factor) throw notFound('The second factor');
    if (factor.name === name) return unchanged();
    await tx.sql`update factors set name = ${name} where org_id = ${tx.orgId} and id = ${id}`;
    return { value: undefined, entries: [{ action, subjectId: ctx.actor.id, facts: { factor: id } }] };
  });
}

/**
 * Removes one; with the last, the recovery codes end. @throws forbidden `STEP_UP`; not_found; conflict `LAST_FACTOR` where
 * one is needed
 */
export async function removeFactor(ctx: Context, input: { id: Id }, at: Date = clock.now()): Promise<void> {
  const { id } = readInput(factorIdSchema, input);
  const action = 'user.factor_remove';
  await mutate(ctx, { action, subjectId: ctx.actor.id }, async (tx) => {
    assertFresh(ctx, at.getTime());
    const has = await lockFactors(tx, ctx.actor.id, at);
    const factor = has.find((one) => one.id === id);
    if (!factor) throw notFound('The second factor');
    const last = has.length === 1;
    if (last && (await isNeededBy(tx, ctx.actor.id)))
      throw conflict('Your organisation asks you for a second factor: add another before you remove this one.', {
        reason: 'LAST_FACTOR',
      });
    await tx.sql`
      update factors set removed_at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId} and id = ${id}`;
    if (last) await endRecoveryCodes(tx, ctx.actor.id, at);
    await keepFactors(tx, ctx.actor.id);
    await notify(tx, { userIds: [ctx.actor.id] }, { kind: 'factor.removed', facts: { what: factor.name } }, at);
    const facts = { kind: factor.kind, factor: id };
    return { value: undefined, entries: [{ action, subjectId: ctx.actor.id, facts }] };
  });
}

/** Ten new recovery codes in place of those there were, shown once. @throws forbidden `STEP_UP`; conflict without a factor */
export async function newRecoveryCodes(ctx: Context, at: Date = clock.now()): Promise<string[]> {
  const action = 'user.factor_codes';
  return mutate(ctx, { action, subjectId: ctx.actor.id }, async (tx) => {
    assertFresh(ctx, at.getTime());
    if ((await lockFactors(tx, ctx.actor.id, at)).length === 0) throw conflict('Add a second factor first.');
    const codes = await replaceRecoveryCodes(tx, ctx.actor.id, at);
    await notify(tx, { userIds: [ctx.actor.id] }, { kind: 'factor.codes' }, at);
    return { value: codes, entries: [{ action, subjectId: ctx.actor.id, facts: { count: codes.length } }] };
  });
}
