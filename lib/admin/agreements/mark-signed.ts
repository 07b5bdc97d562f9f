import { assertFresh } from '@/lib/people/auth/fresh';
import { notify } from '@/lib/people/notices/notify';
import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { keepAgreement } from '@/lib/protection/agreements/kept';
import { mutate } from '@/lib/protection/mutate';
import { enterForce } from './enter-force';
import { endLinks } from './links';
import { type LockedAgreement, lockLiving, stopAsked } from './lock';
import { assertKeepsAgreements, keepersOfAgreements } from './rights';
import { type SignedPaper, signedPaperSchema } from './schemas';

/**
 * Says that both have signed the paper that was uploaded, and when; it enters into force, or waits for a second person.
 * @throws forbidden; not_found; invalid for a day that is not yet; conflict where it is signed already or withdrawn
 */
export async function markSigned(ctx: Context, input: SignedPaper): Promise<{ waits: boolean }> {
  const { agreementId, fileId, signedOn } = readInput(signedPaperSchema, input);
  const action = 'agreement.sign';
  return mutate<{ waits: boolean }>(ctx, { action, subjectId: agreementId }, async (tx) => {
    assertKeepsAgreements(ctx);
    assertFresh(ctx);
    if (signedOn > dayOf(clock.now())) {
      throw invalid('This day has not come yet.', { fields: { signedOn: 'has not come yet' } });
    }
    const { agreement, asked } = await lockLiving(tx, agreementId);
    const [file] = await tx.sql<{ sha256: string }[]>`
      select encode(sha256, 'hex') as sha256 from agreement_files
      where org_id = ${tx.orgId} and agreement_id = ${agreementId} and id = ${fileId} and kind = 'signed'`;
    if (!file) throw notFound('The signed file');
    const signed = { at: new Date(`${signedOn}T00:00:00Z`), by: ctx.actor.name, except: ctx.actor.id };
    await writeSigned(tx, agreement, signed);
    const stopped = await stopAsked(tx, ctx, asked);
    const ended = await endLinks(tx, agreementId);
    const { party, endsOn, covers } = agreement;
    const { waits, entry } = await enterForce(tx, ctx, { id: agreementId, party, terms: { endsOn, covers } });
    const facts = { party, signedOn, fileId, sha256: file.sha256, ...(waits && { waits }) };
    return { value: { waits }, entries: [{ action, subjectId: agreementId, facts }, entry, ...stopped, ...ended] };
  });
}

interface Signed {
  at: Date;
  /** In words, for those who are told. */
  by: string;
  /** Who knows it already. */
  except: Id;
}

/** Writes that both have signed and tells those who keep agreements. @throws conflict where it is signed already */
export async function writeSigned(
  tx: Tx,
  { id, party, state }: LockedAgreement,
  { at, by, except }: Signed,
): Promise<void> {
  if (state === 'signed') throw conflict('This agreement is signed already.');
  await tx.sql`
    update agreements set state = 'signed', signed_at = ${at.toISOString()} where org_id = ${tx.orgId} and id = ${id}`;
  await keepAgreement(tx, id);
  const notice = { kind: 'agreement.signed', subjectId: id, facts: { by, party } } as const;
  await notify(tx, keepersOfAgreements(except), notice);
}
