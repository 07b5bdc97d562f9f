import { assertFresh } from '@/lib/people/auth/fresh';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { readInput } from '@/lib/platform/read-input';
import { keepAgreement } from '@/lib/protection/agreements/kept';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { endLinks } from './links';
import { lockForChange, stopAsked } from './lock';
import { assertKeepsAgreements, keepersOfAgreements } from './rights';
import { type AgreementIdInput, agreementIdSchema } from './schemas';

/**
 * Withdraws an agreement: what it covered gets no health data from the next transaction on, in every process. It stays, with
 * its papers, and cannot be put in force again.
 * @throws forbidden; not_found; conflict when somebody changes it at this very moment
 */
export async function withdrawAgreement(ctx: Context, input: AgreementIdInput): Promise<void> {
  const { agreementId } = readInput(agreementIdSchema, input);
  const action = 'agreement.withdraw';
  await mutate(ctx, { action, subjectId: agreementId }, async (tx) => {
    assertKeepsAgreements(ctx);
    assertFresh(ctx);
    const { agreement, asked } = await lockForChange(tx, agreementId);
    const { party, state } = agreement;
    if (state === 'withdrawn' && agreement.isOurs) return unchanged();
    const now = clock.now();
    await tx.sql`
      update agreements set state = 'withdrawn', withdrawn_at = ${now.toISOString()}
      where org_id = ${tx.orgId} and id = ${agreementId}`;
    await keepAgreement(tx, agreementId);
    const further = [...(await stopAsked(tx, ctx, asked)), ...(await endLinks(tx, agreementId))];
    if (state === 'signed') {
      const facts = { by: ctx.actor.name, party };
      const notice = { kind: 'agreement.withdrawn', subjectId: agreementId, facts } as const;
      await notify(tx, keepersOfAgreements(ctx.actor.id), notice, now);
    }
    return { value: undefined, entries: [{ action, subjectId: agreementId, facts: { party } }, ...further] };
  });
}
