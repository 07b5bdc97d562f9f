import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { RecordSource } from '@/lib/platform/db/schema/records';
import type { Statement, Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { PreparedRecord } from './prepare';

/** A record with an owner of its own. */
export interface OwnedRecord extends PreparedRecord {
  ownerId?: Id | undefined;
}

export interface InsertOptions {
  /** Of records without one of their own. */
  ownerId: Id;
  source: RecordSource;
  importId?: Id;
  at: Date;
  /** Who makes them. */
  by: Id;
}

/** Inserts records, one or a thousand, with all that belongs to them. @throws as `insertion`. */
export const insertRecords = (...about: Parameters<typeof insertion>): Statement =>
  about[0].sql`with ${insertion(...about)} select`;

/**
 * The insertion of records, one or a thousand, with all that belongs to them, as the parts of a WITH: it travels in the
 * statement of its ledger entries (`Mutation.change`).
 * @throws (when it runs) conflict on `unique_values_pkey` when another record took a unique value meanwhile.
 */
export function insertion(
  tx: Tx,
  module: ModuleDefinition,
  records: readonly OwnedRecord[],
  { ownerId, source, importId, at, by }: InsertOptions,
): Statement {
  const rows = JSON.stringify(records.map(toTransport));
  const now = at.toISOString();
  return tx.sql`
    given as (
      select * from jsonb_to_recordset(${rows}::jsonb) as r (
        id bigint, "ownerId" bigint, name text, "nameKey" text, "values" jsonb, sealed text, blind jsonb, "unique" jsonb, links jsonb,
        k1 text, k2 text, k3 text, k4 text, k5 text, k6 text, k7 text, k8 text)),
    inserted as (
      insert into records (
        org_id, id, module_id, owner_id, name, name_key, "values", sealed, seal_version, source, import_id,
        created_at, created_by, modified_at, modified_by, k1, k2, k3, k4, k5, k6, k7, k8)
      select ${tx.orgId}, id, ${module.id}, coalesce("ownerId", ${ownerId}), name, "nameKey", "values", decode(sealed, 'hex'),
        (sealed is not null)::int, ${source},
        ${importId ?? null}, ${now}::timestamptz, ${by}, ${now}::timestamptz, ${by},
        k1, k2, k3, k4, k5, k6, k7, k8
      from given),
    indexed as (
      insert into blind_index (org_id, field_id, token, record_id)
      select ${tx.orgId}, (t ->> 'fieldId')::bigint, decode(t ->> 'token', 'hex'), g.id
      from given g, jsonb_array_elements(g.blind) t),
    claimed as (
      insert into unique_values (org_id, field_id, token, record_id)
      select ${tx.orgId}, (t ->> 'fieldId')::bigint, decode(t ->> 'token', 'hex'), g.id
      from given g, jsonb_array_elements(g."unique") t),
    linked as (
      insert into links (org_id, field_id, record_id, target_id)
      select ${tx.orgId}, (t ->> 'fieldId')::bigint, g.id, (t ->> 'targetId')::bigint
      from given g, jsonb_array_elements(g.links) t)`;
}

/** Key by key: an object without one of its keys, spread into another, took longer than writing all of it as JSON. */
const toTransport = ({ id, ownerId, name, nameKey, values, sealed, blind, unique, links, slots }: OwnedRecord) => ({
  id,
  ownerId,
  name,
  nameKey,
  values,
  sealed,
  blind,
  unique,
  links,
  k1: slots.k1,
  k2: slots.k2,
  k3: slots.k3,
  k4: slots.k4,
  k5: slots.k5,
  k6: slots.k6,
  k7: slots.k7,
  k8: slots.k8,
});
