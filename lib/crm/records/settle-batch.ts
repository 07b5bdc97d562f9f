/**
 * Brings rows that are there already in line with their fields' marks and seals, as the record verbs write new ones:
 * values of sealed fields go from `values` into the envelope with their tokens, names and sort slots are made anew from
 * what may still be in them. Idempotent: a row that is in line is not touched.
 */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { envelopeCommitment, type StoredEnvelope } from '@/lib/platform/crypto/envelope-commitment';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { amend } from '@/lib/platform/crypto/record-cipher';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { forgetClear } from './before/keep';
import { indexBits } from './index-bits';
import { nameOf, SLOTS, type Slot, slotsOf } from './prepare';
import { type BitsOf, blindToken, type FieldToken, isIndexed, uniqueTokenOf } from './tokens';

export interface Batch {
  /** Rows looked at: the rows after `after`, at most the limit. */
  seen: number;
  last: Id | null;
  /** Records that had a clear value of a sealed field, and now have none. */
  sealed: number;
  /** API name of a sealed field → how many of its values were sealed. */
  values: Record<string, number>;
  /** Records whose envelope does not open, so that nothing could be added to it. */
  unopened: Id[];
  /** An entry for each row that has an envelope, changed or not: which of them held a value shows in none. */
  entries: NewEntry[];
}

type Row = {
  id: Id;
  values: Record<string, StoredValue>;
  sealed: Buffer | null;
  seal_version: number;
  name: string | null;
} & Record<Slot, string | null>;

/** `sealed`: hex of a new envelope, null where nothing was sealed. */
type Settled = { id: Id; name: string | null; nameKey: string | null; sealed: string | null } & Record<
  Slot,
  string | null
>;

/**
 * Settles the next rows of a module by id, those in the recycle bin too, locking them.
 * @param module as it is from now on.
 */
export async function settleBatch(
  tx: Tx,
  keys: OrgKeys,
  module: ModuleDefinition,
  { after, limit }: { after: Id; limit: number },
): Promise<Batch> {
  const [rows, sealedNames] = await Promise.all([
    tx.sql<Row[]>`
      select id, "values", sealed, seal_version, name, k1, k2, k3, k4, k5, k6, k7, k8 from records
      where org_id = ${tx.orgId} and module_id = ${module.id} and id > ${after}
      order by id limit ${limit} for update`,
    sealedNamesOf(tx, module),
  ]);
  const bits = await indexBits(tx, null, module, 0);
  const batch: Batch = {
    seen: rows.length,
    last: rows.at(-1)?.id ?? null,
    sealed: 0,
    values: {},
    unopened: [],
    entries: [],
  };
  const settled: Settled[] = [];
  const tokens: RecordTokens = { blind: [], unique: [] };
  for (const row of rows) {
    const secret = Object.fromEntries(Object.entries(row.values).filter(([name]) => sealedNames.has(name)));
    // Where fields are sealed every record has an envelope, an empty one too: one that is missing later is noticed.
    const isDue = Object.keys(secret).length > 0 || (sealedNames.size > 0 && row.sealed === null);
    const sealed = isDue ? sealInto(row, secret, keys, module) : null;
    if (sealed === 'unopened') batch.unopened.push(row.id);
    else if (sealed && Object.keys(secret).length > 0) {
      batch.sealed += 1;
      for (const name of Object.keys(secret)) batch.values[name] = (batch.values[name] ?? 0) + 1;
      collectTokens(tokens, module, { recordId: row.id, secret, keys, bits });
    }
    const envelope = sealed === 'unopened' ? null : (sealed?.toBytes() ?? null);
    const stored = envelope ?? row.sealed;
    if (stored && sealedNames.size > 0) {
      const version = row.seal_version + (envelope ? 1 : 0);
      batch.entries.push(settledEntry(keys, module, { recordId: row.id, version, sealed: stored }));
    }
    const next: Settled = {
      id: row.id,
      ...nameOf(module, row.values),
      ...slotsOf(module, row.values),
      sealed: envelope?.toString('hex') ?? null,
    };
    if (envelope || next.name !== row.name || SLOTS.some((slot) => next[slot] !== row[slot])) settled.push(next);
  }
  const seen = rows.map((row) => row.id);
  await Promise.all([write(tx, settled, [...sealedNames], tokens), forgetClear(tx, seen, [...sealedNames])]);
  return batch;
}

/** API names of the module's sealed fields. Deleted ones too: their values are still there. */
async function sealedNamesOf(tx: Tx, module: ModuleDefinition): Promise<Set<string>> {
  const rows = await tx.sql<{ api_name: string }[]>`
    select api_name from fields where org_id = ${tx.orgId} and module_id = ${module.id} and sealed`;
  return new Set(rows.map((row) => row.api_name));
}

function sealInto(
  row: Row,
  secret: Record<string, StoredValue>,
  keys: OrgKeys,
  module: ModuleDefinition,
): Sealed | null | 'unopened' {
  const before = row.sealed ? Sealed.fromBytes(row.sealed) : null;
  const context = { orgId: keys.orgId, module: module.id, recordId: row.id, version: row.seal_version };
  try {
    return amend(before, secret, keys, context);
  } catch (error) {
    // One envelope somebody tampered with must not keep all others in the clear. The caller reports it.
    if (error instanceof OpenError) return 'unopened';
    throw error;
  }
}

const settledEntry = (keys: OrgKeys, module: ModuleDefinition, envelope: StoredEnvelope): NewEntry => ({
  action: 'record.seal',
  module: module.apiName,
  recordId: envelope.recordId,
  envelope: envelopeCommitment(keys, envelope),
});

type RecordToken = FieldToken & { recordId: Id };

interface RecordTokens {
  blind: RecordToken[];
  unique: RecordToken[];
}

function collectTokens(
  tokens: RecordTokens,
  module: ModuleDefinition,
  { recordId, secret, keys, bits }: { recordId: Id; secret: Record<string, StoredValue>; keys: OrgKeys; bits: BitsOf },
): void {
  for (const field of module.fields) {
    const value = secret[field.apiName];
    if (value === undefined) continue;
    if (isIndexed(field)) tokens.blind.push({ recordId, ...blindToken(keys, field, value, bits(field)) });
    if (field.unique) tokens.unique.push({ recordId, ...uniqueTokenOf(keys, field, value) });
  }
}

async function write(tx: Tx, settled: readonly Settled[], sealedNames: string[], tokens: RecordTokens): Promise<void> {
  if (settled.length === 0) return;
  await tx.sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as r (
        id bigint, name text, "nameKey" text, sealed text,
        k1 text, k2 text, k3 text, k4 text, k5 text, k6 text, k7 text, k8 text)),
    settled as (
      update records r set
        "values" = case when g.sealed is null then r."values" else r."values" - ${sealedNames}::text[] end,
        sealed = coalesce(decode(g.sealed, 'hex'), r.sealed),
        seal_version = r.seal_version + (g.sealed is not null)::int,
        name = g.name, name_key = g."nameKey",
        k1 = g.k1, k2 = g.k2, k3 = g.k3, k4 = g.k4, k5 = g.k5, k6 = g.k6, k7 = g.k7, k8 = g.k8
      from given g where r.org_id = ${tx.orgId} and r.id = g.id),
    indexed as (
      insert into blind_index (org_id, field_id, token, record_id)
      select ${tx.orgId}, t."fieldId", decode(t.token, 'hex'), t."recordId"
      from jsonb_to_recordset(${JSON.stringify(tokens.blind)}::jsonb) as t ("fieldId" bigint, token text, "recordId" bigint)
      on conflict do nothing)
    insert into unique_values (org_id, field_id, token, record_id)
    select ${tx.orgId}, t."fieldId", decode(t.token, 'hex'), t."recordId"
    from jsonb_to_recordset(${JSON.stringify(tokens.unique)}::jsonb) as t ("fieldId" bigint, token text, "recordId" bigint)
    on conflict do nothing`;
}
