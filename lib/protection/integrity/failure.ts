/**
 * What is said when something in the database is not what Careledger left there: an entry `integrity.failed`, and a
 * notice to whoever reads the whole ledger. Ids and names of modules and fields only.
 *
 * Guarantees: the same thing found in the same state is told once, however many look at it, side by side too, until it is
 * another or was found whole again (`lib/ways-in/jobs/handlers/integrity.ts`). What was told is remembered by a keyed check of
 * that state, so that nobody without the keys can have a finding taken for told.
 */

import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { isStateMac, NO_STATE_BYTES } from '@/lib/platform/crypto/state-mac';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { type CheckedState, keepChecks } from './state-checks';

/** Each is told, and ends, by itself. */
export type LedgerPart = 'behind' | 'damaged' | 'stopped';

export interface IntegrityFailure {
  /** `record`: its sealed values; `protection`: marks, encryption, restrictions; `rights`: what a person may do. */
  what:
    | 'record'
    | 'note'
    | 'file'
    | 'conversation'
    | 'entry'
    | 'protection'
    | 'rights'
    | 'approval'
    | 'setting'
    | 'job'
    | 'bearer'
    | 'connection'
    | 'agreement'
    | 'suspension'
    | 'disclosure'
    | 'hold'
    | 'emergency'
    | 'sharing'
    | 'ledger';
  module?: string;
  recordId?: Id;
  /** The person whose rights they are; the sharing rule or its group, the note, file, conversation, entry, job or bearer. */
  subjectId?: Id;
  /** API names of the fields that were asked for. */
  fields?: readonly string[];
  /** Of a ledger: it does not go on from what was published, its tree was changed, or nothing becomes a leaf any more. */
  part?: LedgerPart;
  /** What was being done. */
  during?: LedgerAction;
  /** What was being done ended by it and leaves no entry of its own, so this one is written each time. */
  endedAct?: true;
  /** As what it was found; a record's envelope is looked at here. */
  state?: readonly string[];
}

/** More records than these are not named one by one to officers: there is one notice that says where they stand. */
export const MOST_NAMED = 25;

/** Says what was found, once the transaction that found it is gone, whatever became of it. */
export function noteFailures(tx: Tx, ctx: Context, failures: readonly IntegrityFailure[]): void {
  if (failures.length > 0) tx.afterwards.push(() => tellFailures(ctx, failures));
}

/** As `noteFailures`, at once and in a transaction of its own. */
export async function tellFailures(ctx: Context, failures: readonly IntegrityFailure[]): Promise<void> {
  await writeInOrg(ctx.orgId, 'touch', async (tx) => {
    const keys = await keysOf(tx);
    const fresh = await remember(tx, keys, failures);
    const told = failures.filter((failure) => failure.endedAct || fresh.has(nameOf(failure)));
    if (told.length > 0) await appendEntries(tx, ctx, told.map(entryOf), keys);
    await tellOfficers(
      tx,
      keys,
      failures.filter((failure) => fresh.has(nameOf(failure))),
    );
  });
}

function entryOf({ what, part, during, fields = [], state: _, endedAct: __, ...subject }: IntegrityFailure): NewEntry {
  const facts = { what, ...(part && { part }), ...(during && { during }) };
  return { action: 'integrity.failed', fields, facts, ...subject };
}

/** What is remembered stands under this name, and under the id of what it was found at. */
export const FOUND = 'found.';

const about = ({ what, part, subjectId, recordId }: IntegrityFailure, orgId: Id) => ({
  subject: `${FOUND}${what}${part ? `.${part}` : ''}`,
  id: (what === 'record' ? recordId : undefined) ?? subjectId ?? recordId ?? orgId,
});

const nameOf = (failure: IntegrityFailure): string => {
  const { subject, id } = about(failure, 'org');
  return `${subject} ${id}`;
};

/** @returns the names of those that were not told yet. */
async function remember(tx: Tx, keys: OrgKeys, failures: readonly IntegrityFailure[]): Promise<Set<string>> {
  const envelopes = await envelopesOf(tx, failures);
  const byName = new Map(failures.map((failure) => [nameOf(failure), failure]));
  const all = [...byName].map(([name, failure]) => ({
    name,
    ...about(failure, tx.orgId),
    state: failure.state ?? [envelopes.get(failure.recordId ?? '') ?? ''],
  }));
  const fresh = await keepTold(tx, keys, all);
  return new Set(fresh.map(({ name }) => name));
}

/** Keeps the checks of what is told, one act at a time. @returns what had none of this state. */
async function keepTold<T extends CheckedState>(tx: Tx, keys: OrgKeys, all: readonly T[]): Promise<T[]> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended('findings', ${tx.orgId}))`;
  const known = await tx.sql<{ subject: string; id: Id; mac: Buffer }[]>`
    select subject, subject_id as id, mac from state_macs
    where org_id = ${tx.orgId} and subject = any(${all.map(({ subject }) => subject)}::text[])
      and subject_id = any(${all.map(({ id }) => id)}::bigint[])`;
  const macOf = new Map(known.map(({ subject, id, mac }) => [`${subject} ${id}`, mac]));
  const fresh = all.filter((one) => !isStateMac(keys, one, one.state, macOf.get(`${one.subject} ${one.id}`) ?? null));
  await keepChecks(tx, keys, fresh);
  return fresh;
}

/** The envelopes that records have now, as text: nothing is opened. */
async function envelopesOf(tx: Tx, failures: readonly IntegrityFailure[]): Promise<Map<Id, string>> {
  const ids = failures.flatMap(({ what, recordId }) => (what === 'record' && recordId ? [recordId] : []));
  if (ids.length === 0) return new Map();
  const rows = await tx.sql<{ id: Id; envelope: string }[]>`
    select id, seal_version || ' ' || coalesce(encode(sealed, 'hex'), '-') as envelope from records
    where org_id = ${tx.orgId} and id = any(${ids}::bigint[])`;
  return new Map(rows.map(({ id, envelope }) => [id, envelope]));
}

async function tellOfficers(tx: Tx, keys: OrgKeys, fresh: readonly IntegrityFailure[]): Promise<void> {
  const records = fresh.filter(({ what }) => what === 'record');
  const others = fresh.filter(({ what }) => what !== 'record');
  const before = records.length === 0 ? 0 : (await countOpen(tx, 'record')) - records.length;
  const named = records.slice(0, Math.max(0, MOST_NAMED - before));
  for (const { what, part, module, recordId, subjectId } of [...others, ...named]) {
    const facts = { what, ...(part && { part }), ...(module && { module }), ...(recordId && { record: recordId }) };
    await notify(tx, { right: 'readWholeLedger' }, { kind: 'integrity.failed', facts, module, recordId, subjectId });
  }
  if (named.length === records.length) return;
  const [many] = await keepTold(tx, keys, [{ subject: `${FOUND}records`, id: tx.orgId, state: [] }]);
  if (!many) return;
  await notify(tx, { right: 'readWholeLedger' }, { kind: 'integrity.failed', facts: { what: 'records' } });
}

/** How many of a kind are not whole again yet. */
export async function countOpen(tx: Tx, what: string): Promise<number> {
  const [row] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from state_macs
    where org_id = ${tx.orgId} and subject = ${FOUND + what} and length(mac) > ${NO_STATE_BYTES}`;
  return row.count;
}
