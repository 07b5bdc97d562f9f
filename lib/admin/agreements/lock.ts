/**
 * An agreement, locked until the transaction ends, with what waits for a second person about it. What waits is locked first,
 * as by whoever confirms it, so that the two never wait for one another.
 */
import { decide, entryOf, lockAny } from '@/lib/people/approvals/decide';
import { isUndecided, isWaitingKept, type WaitingApproval } from '@/lib/people/approvals/kept';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { type KeptAgreement, onlyKept, readAgreements } from '@/lib/protection/agreements/kept';
import type { NewEntry } from '@/lib/protection/ledger/append';

/** What an agreement's approvals are known by. */
export const ENTER_FORCE = 'agreement.enter_force';

export interface LockedAgreement extends KeptAgreement {
  contactName: string;
  contactEmail: string;
  renewal: string;
  /** It is as Careledger wrote it. If not, it covers nothing, and may only be withdrawn. */
  isOurs: boolean;
}

/** @throws not_found */
export async function lockAgreement(tx: Tx, id: Id): Promise<LockedAgreement> {
  await tx.sql`select 1 from agreements where org_id = ${tx.orgId} and id = ${id} for update`;
  return findAgreement(tx, id);
}

/** As `lockAgreement`, of one that may be changed meanwhile. @throws not_found */
export async function findAgreement(tx: Tx, id: Id): Promise<LockedAgreement> {
  const [row] = await tx.sql<Omit<LockedAgreement, keyof KeptAgreement | 'isOurs'>[]>`
    select contact_name as "contactName", contact_email as "contactEmail", renewal
    from agreements where org_id = ${tx.orgId} and id = ${id}`;
  const [agreement] = row ? await readAgreements(tx, tx.sql`a.id = ${id}`) : [];
  if (!row || !agreement) throw notFound('The agreement');
  const isOurs = (await onlyKept(tx, [agreement])).length > 0;
  return { ...agreement, ...row, isOurs };
}

export interface ForChange {
  agreement: LockedAgreement;
  /** What waits for a second person about it. */
  asked: WaitingApproval[];
}

/** @throws not_found; conflict when somebody changes it at this very moment */
export async function lockForChange(tx: Tx, id: Id): Promise<ForChange> {
  const ids = await idsOfAsked(tx, id);
  const asked: WaitingApproval[] = [];
  for (const one of ids) {
    const approval = await lockUndecided(tx, one);
    if (approval && (await isWaitingKept(tx, approval))) asked.push(approval);
  }
  const agreement = await lockAgreement(tx, id);
  if ((await idsOfAsked(tx, id)).some((one) => !ids.includes(one))) {
    throw conflict('Somebody changed this agreement at the same time. Look at it again.');
  }
  return { agreement, asked };
}

/** As `lockForChange`, of one that may be changed. @throws conflict where it is withdrawn, or was changed by SQL */
export async function lockLiving(tx: Tx, id: Id): Promise<ForChange> {
  const found = await lockForChange(tx, id);
  assertLiving(found.agreement);
  return found;
}

/** @throws conflict */
export function assertLiving({ state, isOurs }: Pick<LockedAgreement, 'state' | 'isOurs'>): void {
  if (state === 'withdrawn') throw conflict('This agreement was withdrawn. Add a new one.');
  // What was changed by SQL would count from the next check that is kept.
  if (!isOurs) throw conflict('This agreement was changed outside Careledger. Withdraw it and add a new one.');
}

const idsOfAsked = async (tx: Tx, agreementId: Id): Promise<Id[]> => {
  const rows = await tx.sql<{ id: Id }[]>`
    select a.id from approvals a
    where a.org_id = ${tx.orgId} and a.kind = ${ENTER_FORCE} and a.subject_id = ${agreementId} and ${isUndecided(tx)}
    order by a.id`;
  return rows.map(({ id }) => id);
};

/** Null where somebody decided it meanwhile. */
async function lockUndecided(tx: Tx, id: Id): Promise<WaitingApproval | null> {
  try {
    return await lockAny(tx, id);
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'conflict') return null;
    throw error;
  }
}

/** Ends what waits: something else is asked for now, or nothing more. Gives its entries. */
export async function stopAsked(tx: Tx, ctx: Context, asked: readonly WaitingApproval[]): Promise<NewEntry[]> {
  for (const approval of asked) {
    await decide(tx, approval, { state: 'stopped', by: ctx.actor, notice: 'approval.stopped' }, clock.now());
  }
  return asked.map((approval) => entryOf('approval.stop', approval));
}
