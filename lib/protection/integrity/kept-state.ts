/**
 * A keyed check of one row of its own: what waits for approval, a setting, a job.
 * Guarantees: whoever writes such a row without the keys has written nothing that counts; that is an event.
 * A check is taken away once its row is decided.
 */
import canonicalize from 'canonicalize';
import { systemContext } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { isStateMac, noState } from '@/lib/platform/crypto/state-mac';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { type IntegrityFailure, noteFailures } from './failure';
import { checkOf, checksOf, keepChecks } from './state-checks';

export interface KeptState {
  subject:
    | 'approval'
    | 'job'
    | 'job.work'
    | 'connection'
    | 'agreement'
    | 'suspension'
    | 'accounting'
    | 'review'
    | 'sso'
    | 'factors'
    | 'scim'
    | 'scim_group'
    | 'emergency'
    | 'offline_kit'
    | 'scim_person'
    | 'sharing_rule'
    | 'user_group'
    | `setting.${string}`;
  id: Id;
  /** As JSON: what the check is over. */
  state: unknown;
}

const textOf = ({ state }: KeptState): string[] => [canonicalize(JSON.parse(JSON.stringify(state))) ?? ''];

/** Whether a check that was read with its row is the row's. */
export const isCheckOf = (keys: OrgKeys, kept: KeptState, mac: Buffer | null): boolean =>
  isStateMac(keys, kept, textOf(kept), mac);

/** Keeps the check of a row, in the transaction that writes it. */
export const keepState = (tx: Tx, kept: KeptState): Promise<void> => keepStates(tx, [kept]);

/** As `keepState`, for many rows in one statement. */
export async function keepStates(tx: Tx, all: readonly KeptState[]): Promise<void> {
  await keepChecks(
    tx,
    await keysOf(tx),
    all.map((kept) => ({ ...kept, state: textOf(kept) })),
  );
}

/** Whether a row is as Careledger wrote it. */
export const isKept = async (tx: Tx, kept: KeptState): Promise<boolean> =>
  isCheckOf(await keysOf(tx), kept, await checkOf(tx, kept));

/** As `isKept`, for many rows in one statement, in their order. */
export async function areKept(tx: Tx, all: readonly KeptState[]): Promise<boolean[]> {
  const [keys, checks] = [await keysOf(tx), await checksOf(tx, all)];
  return all.map((kept, n) => isCheckOf(keys, kept, checks[n] ?? null));
}

/** Takes the check of a row away: what is decided is decided once. */
export async function forgetState(tx: Tx, { subject, id }: Pick<KeptState, 'subject' | 'id'>): Promise<void> {
  await tx.sql`
    update state_macs set mac = ${noState()} where org_id = ${tx.orgId} and subject = ${subject} and subject_id = ${id}`;
}

/** Says that a row is not as Careledger wrote it. */
export const noteForeignRow = (tx: Tx, what: IntegrityFailure['what'], subjectId: Id): void =>
  noteFailures(tx, systemContext(tx.orgId, 'integrity'), [{ what, subjectId, state: [] }]);
