/**
 * A keyed check of one row of its own: what waits for approval, a setting, a job.
 * Guarantees: whoever writes such a row without the keys has written nothing that counts; that is an event.
 * A check is taken away once its row is decided.
 */
import canonicalize from 'canonicalize';
import { systemContext } from '../context';
import type { OrgKeys } from '../crypto/keyring';
import { isStateMac, noState, stateMac } from '../crypto/state-mac';
import type { Tx } from '../db/transaction';
import type { Id } from '../ids';
import { keysOf } from '../org-keys';
import { type IntegrityFailure, noteFailures } from './failure';

export interface KeptState {
  subject: 'approval' | 'job' | `setting.${string}`;
  id: Id;
  /** As JSON: what the check is over. */
  state: unknown;
}

const textOf = ({ state }: KeptState): string[] => [canonicalize(JSON.parse(JSON.stringify(state))) ?? ''];

/** Whether a check that was read with its row is the row's. */
export const isCheckOf = (keys: OrgKeys, kept: KeptState, mac: Buffer | null): boolean =>
  isStateMac(keys, kept, textOf(kept), mac);

/** Keeps the check of a row, in the transaction that writes it. */
export async function keepState(tx: Tx, kept: KeptState): Promise<void> {
  const mac = stateMac(await keysOf(tx), kept, textOf(kept));
  await tx.sql`
    insert into state_macs (org_id, subject, subject_id, mac) values (${tx.orgId}, ${kept.subject}, ${kept.id}, ${mac})
    on conflict (org_id, subject, subject_id) do update set mac = excluded.mac`;
}

/** As `keepState`, for many rows in one statement. */
export async function keepStates(tx: Tx, all: readonly KeptState[]): Promise<void> {
  if (all.length === 0) return;
  const keys = await keysOf(tx);
  const rows = all.map((kept) => ({
    subject: kept.subject,
    id: kept.id,
    mac: stateMac(keys, kept, textOf(kept)).toString('hex'),
  }));
  await tx.sql`
    insert into state_macs (org_id, subject, subject_id, mac)
    select ${tx.orgId}, m.subject, m.id, decode(m.mac, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as m (subject text, id bigint, mac text)
    on conflict (org_id, subject, subject_id) do update set mac = excluded.mac`;
}

/** Whether a row is as Careledger wrote it. */
export async function isKept(tx: Tx, kept: KeptState): Promise<boolean> {
  const [row] = await tx.sql<{ mac: Buffer }[]>`
    select mac from state_macs
    where org_id = ${tx.orgId} and subject = ${kept.subject} and subject_id = ${kept.id}`;
  return isCheckOf(await keysOf(tx), kept, row?.mac ?? null);
}

/** Takes the check of a row away: what is decided is decided once. */
export async function forgetState(tx: Tx, { subject, id }: Pick<KeptState, 'subject' | 'id'>): Promise<void> {
  await tx.sql`
    update state_macs set mac = ${noState()} where org_id = ${tx.orgId} and subject = ${subject} and subject_id = ${id}`;
}

/** Says that a row is not as Careledger wrote it. */
export const noteForeignRow = (tx: Tx, what: IntegrityFailure['what'], subjectId: Id): void =>
  noteFailures(tx, systemContext(tx.orgId, 'integrity'), [{ what, subjectId, state: [] }]);
