/**
 * Writes entries in the transaction of the act, each with its pending mark, as one statement: no shared lock, so
 * writers never queue for each other. An act whose entry cannot be written does not happen.
 */

import canonicalize from 'canonicalize';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { sealText } from '@/lib/platform/crypto/detail-cipher';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Statement, Tx } from '@/lib/platform/db/transaction';
import { type Id, isId, newId } from '@/lib/platform/ids';
import type { Door } from '@/lib/protection/compliance/doors';
import type { LedgerAction } from './actions';
import { type Entry, encodeFacts, type Fact, leafHashOf, saltOf } from './entry';
import { wellFormed, wellFormedFacts } from './well-formed';

/** Old and new value of each changed field; only of fields that are not marked. Sealed before it is written. */
export type Changes = Record<string, { old?: StoredValue; new?: StoredValue }>;

/** What a verb says of its act; the rest of the entry comes from the context. */
export interface NewEntry {
  /** Made by `newId` in the act, where something that the act makes names its entry. */
  id?: Id;
  action: LedgerAction;
  outcome?: 'done' | 'refused';
  module?: string;
  recordId?: Id;
  subjectId?: Id;
  door?: Door;
  purpose?: string;
  /** API names of fields. */
  fields?: readonly string[];
  /** Counts, limits, names of settings: never values of records. */
  facts?: Record<string, Fact>;
  changes?: Changes;
  /** Free text a person gave with the act, such as the reason of a reveal. Sealed, since it may name a patient. */
  note?: string;
  /** The commitment to the envelope of the record that the act wrote (`envelopeCommitment`). */
  envelope?: string | null;
}

/** What is sealed in an entry. */
export interface EntryDetail {
  changes?: Changes;
  note?: string;
}

/** Appends entries about acts of `ctx`. Starts one statement; await it with the statements of the act. */
export const appendEntries = (tx: Tx, ctx: Context, entries: readonly NewEntry[], keys: OrgKeys): Promise<void> =>
  appendWithChange(tx, ctx, { entries }, keys);

/** An act's entries, and parts of a WITH that make its own change in the same statement. */
interface ChangeWithEntries {
  entries: readonly NewEntry[];
  change?: Statement | undefined;
  at?: Date;
}

/** As `appendEntries`, together with the change they are about. */
export async function appendWithChange(
  tx: Tx,
  ctx: Context,
  { entries, change, at = clock.now() }: ChangeWithEntries,
  keys: OrgKeys,
): Promise<void> {
  const complete = entries.map((entry) => completeEntry(ctx, entry, keys, at));
  const [first] = complete;
  if (!first) {
    if (change) throw new TypeError('A change needs an entry.');
    return;
  }
  const appended = complete.length === 1 ? appendedOne(tx, first) : appendedMany(tx, first, complete);
  await tx.sql`with ${change ? tx.sql`${change},` : tx.sql``} ${appended}`;
}

/** Most acts leave one entry: no JSON for PostgreSQL to take apart. */
function appendedOne(tx: Tx, e: Entry): Statement {
  return tx.sql`
    appended as (
      insert into ledger_entries (
        org_id, id, at, action, outcome, actor_kind, actor_id, actor_name, request_id, ip, module, record_id,
        subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash)
      values (
        ${e.orgId}, ${e.id}, ${e.at.toISOString()}::timestamptz, ${e.action}, ${e.outcome}, ${e.actorKind}, ${e.actorId},
        ${e.actorName}, ${e.requestId}, ${e.ip}, ${e.module}, ${e.recordId}, ${e.subjectId}, ${e.door}, ${e.purpose},
        ${e.fields as string[]}, ${e.facts}, ${e.sealedDetail}, ${e.salt}, ${leafHashOf(e)}))
    insert into ledger_pending (org_id, entry_id) values (${e.orgId}, ${e.id})`;
}

/** Any number of entries of one act as one statement; what they share comes from the first. */
function appendedMany(tx: Tx, first: Entry, entries: readonly Entry[]): Statement {
  return tx.sql`
    appended as (
      insert into ledger_entries (
        org_id, id, at, action, outcome, actor_kind, actor_id, actor_name, request_id, ip, module, record_id,
        subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash)
      select ${first.orgId}, e.id, ${first.at.toISOString()}::timestamptz, e.action, e.outcome, ${first.actorKind},
        ${first.actorId}, ${first.actorName}, ${first.requestId}, ${first.ip}, e.module, e.record_id, e.subject_id,
        e.door, e.purpose,
        array(select jsonb_array_elements_text(e.fields)), e.facts, decode(e.sealed_detail, 'hex'),
        decode(e.salt, 'hex'), decode(e.leaf_hash, 'hex')
      from jsonb_to_recordset(${JSON.stringify(entries.map(toTransport))}::jsonb) as e (
        id bigint, action text, outcome text, module text, record_id bigint, subject_id bigint, door text, purpose text,
        fields jsonb, facts text, sealed_detail text, salt text, leaf_hash text)
      returning org_id, id)
    insert into ledger_pending (org_id, entry_id) select org_id, id from appended`;
}

function completeEntry(ctx: Context, entry: NewEntry, keys: OrgKeys, at: Date): Entry {
  const id = entry.id ?? newId();
  const said: Omit<Entry, 'salt'> = {
    orgId: ctx.orgId,
    id,
    at,
    action: entry.action,
    outcome: entry.outcome ?? 'done',
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    actorName: wellFormed(ctx.actor.name),
    requestId: wellFormed(ctx.requestId),
    ip: ctx.ip,
    module: entry.module === undefined ? null : wellFormed(entry.module),
    recordId: idOrNull(entry.recordId),
    subjectId: idOrNull(entry.subjectId),
    door: entry.door ?? null,
    purpose: entry.purpose === undefined ? null : wellFormed(entry.purpose),
    fields: (entry.fields ?? []).map(wellFormed),
    facts: encodeFacts(
      wellFormedFacts({ ...entry.facts, ...by(ctx), ...(entry.envelope && { envelope: entry.envelope }) }),
    ),
    sealedDetail: sealDetail(ctx.orgId, id, entry, keys),
  };
  return { ...said, salt: saltOf(keys, said) };
}

/** By which emergency access it was done. */
const by = ({ emergency }: Context) => emergency && { emergency };

/** An attempt may name what is no id at all. */
const idOrNull = (id: Id | undefined): Id | null => (id !== undefined && isId(id) ? id : null);

/** The associated data of an entry's sealed detail. */
export const detailContext = (orgId: Id, entryId: Id): readonly string[] => [orgId, entryId];

function sealDetail(orgId: Id, entryId: Id, { changes, note }: EntryDetail, keys: OrgKeys): Buffer | null {
  if (!changes && !note) return null;
  const detail: EntryDetail = { ...(changes && { changes }), ...(note && { note }) };
  const text = canonicalize(wellFormedFacts({ ...detail })) ?? '{}';
  return sealText('ledger-detail', text, keys, detailContext(orgId, entryId)).toBytes();
}

const toTransport = (entry: Entry) => ({
  id: entry.id,
  action: entry.action,
  outcome: entry.outcome,
  module: entry.module,
  record_id: entry.recordId,
  subject_id: entry.subjectId,
  door: entry.door,
  purpose: entry.purpose,
  fields: entry.fields,
  facts: entry.facts,
  sealed_detail: entry.sealedDetail?.toString('hex') ?? null,
  salt: entry.salt.toString('hex'),
  leaf_hash: leafHashOf(entry).toString('hex'),
});
