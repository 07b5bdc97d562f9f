/** What a passkey has signed, held against its row, in the transaction that goes by it. */
import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { type FactorRow, touchFactor } from './rows';

export const CLONED =
  'This passkey has been used elsewhere since: it may be a copy, and was refused. Remove it and use another.';

type Taken = { state: 'right'; factor: Id } | { state: 'wrong' | 'cloned'; entry: NewEntry };

/**
 * Notes its use; or gives the entry of the refusal, and tells of a copy: a counter that goes back, or stands still where it
 * counted, is signed only by who holds the key a second time.
 * @param passkey locked @param counter as it was signed; null where nothing was
 */
export async function takeSignature(
  tx: Tx,
  ctx: Context,
  { passkey, counter }: { passkey: FactorRow | undefined; counter: number | null },
  at: Date,
): Promise<Taken> {
  const subjectId = ctx.actor.id;
  if (!passkey || counter === null) {
    const entry = { action: 'user.prove_failed', outcome: 'refused', subjectId, facts: { by: 'passkey' } } as const;
    return { state: 'wrong', entry };
  }
  if ((counter > 0 || passkey.counter > 0) && counter <= passkey.counter) {
    const facts = { who: ctx.actor.name, what: passkey.name };
    const to = [{ userIds: [subjectId] }, { right: 'manageUsers', except: subjectId }] as const;
    await notify(tx, to, { kind: 'factor.cloned', subjectId, facts }, at);
    const entry = {
      action: 'user.factor_cloned',
      outcome: 'refused',
      subjectId,
      facts: { factor: passkey.id },
    } as const;
    return { state: 'cloned', entry };
  }
  await touchFactor(tx, passkey.id, { counter }, at);
  return { state: 'right', factor: passkey.id };
}
