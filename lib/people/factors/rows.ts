/** The rows of second factors, as the verbs of this folder need them. */
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { areFactorsKept } from '@/lib/protection/integrity/factors';

export interface FactorRow {
  id: Id;
  userId: Id;
  kind: 'passkey' | 'totp';
  name: string;
  credentialId: string | null;
  publicKey: Buffer | null;
  transports: string[] | null;
  counter: number;
  sealed: Buffer | null;
  lastStep: number | null;
  /** Wrong codes in the last day. */
  wrong: number;
}

/** How many of each kind one may have. */
export const MOST_FACTORS = 10;

/**
 * Somebody's factors, locked together with their account: whoever adds or removes one waits. The oldest first.
 * @throws not_found; forbidden where SQL changed them: an administrator resets them first
 */
export async function lockFactors(tx: Tx, userId: Id, at: Date): Promise<FactorRow[]> {
  const [user] = await tx.sql`
    select 1 from users where org_id = ${tx.orgId} and id = ${userId} for no key update`;
  if (!user) throw notFound('The user');
  const dayAgo = new Date(at.getTime() - 86_400_000).toISOString();
  const rows = await tx.sql<FactorRow[]>`
    select id, user_id as "userId", kind, name, credential_id as "credentialId", public_key as "publicKey", transports,
      counter::double precision as counter, sealed, last_step::double precision as "lastStep",
      case when wrong_since > ${dayAgo}::timestamptz then wrong else 0 end as wrong
    from factors
    where org_id = ${tx.orgId} and user_id = ${userId} and removed_at is null order by id for update`;
  if (!(await areFactorsKept(tx, userId)))
    throw forbidden('Your second factors were changed outside Careledger. Ask an administrator to reset them.');
  return [...rows];
}

/** By what a signature is checked. */
export interface SignsWith {
  credentialId: string;
  publicKey: Buffer;
}

/** A passkey of somebody's by its id, before the transaction that goes by it: what a signature is checked by never changes. */
export async function findPasskey(orgId: Id, userId: Id, credentialId: string): Promise<SignsWith | undefined> {
  const [found] = await inOrg(
    orgId,
    (tx) => tx.sql<SignsWith[]>`
      select coalesce(credential_id, '') as "credentialId", coalesce(public_key, '') as "publicKey" from factors
      where org_id = ${tx.orgId} and user_id = ${userId} and kind = 'passkey' and credential_id = ${credentialId}
        and removed_at is null`,
  );
  return found;
}

/** Notes that one was used. */
export async function touchFactor(
  tx: Tx,
  id: Id,
  used: { counter: number } | { lastStep: number },
  at: Date,
): Promise<void> {
  const [counter, lastStep] = 'counter' in used ? [used.counter, null] : [null, used.lastStep];
  await tx.sql`
    update factors set last_used_at = ${at.toISOString()}::timestamptz, counter = coalesce(${counter}::bigint, counter),
      last_step = coalesce(${lastStep}::bigint, last_step), wrong = 0
    where org_id = ${tx.orgId} and id = ${id}`;
}
