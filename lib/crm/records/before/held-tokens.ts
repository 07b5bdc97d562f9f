/** Tokens as they stand: copied from record to record they need no value. */
import type { HeldTokens } from '@/lib/platform/db/schema/merges';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export const NO_TOKENS: HeldTokens = { blind: [], unique: [] };

/** Record → the tokens of some of its fields. */
export async function readTokens(
  tx: Tx,
  recordIds: readonly Id[],
  fieldIds: readonly Id[],
): Promise<Map<Id, HeldTokens>> {
  const held = new Map<Id, HeldTokens>(recordIds.map((id) => [id, { blind: [], unique: [] }]));
  if (fieldIds.length === 0) return held;
  const rows = await tx.sql<{ recordId: Id; kind: keyof HeldTokens; fieldId: Id; token: string }[]>`
    select record_id as "recordId", 'blind' as kind, field_id as "fieldId", encode(token, 'hex') as token from blind_index
    where org_id = ${tx.orgId} and record_id = any(${recordIds as string[]}::bigint[])
      and field_id = any(${fieldIds as string[]}::bigint[])
    union all
    select record_id, 'unique', field_id, encode(token, 'hex') from unique_values
    where org_id = ${tx.orgId} and record_id = any(${recordIds as string[]}::bigint[])
      and field_id = any(${fieldIds as string[]}::bigint[])`;
  for (const { recordId, kind, fieldId, token } of rows) held.get(recordId)?.[kind].push({ fieldId, token });
  return held;
}

/** Starts the statements that put these tokens in the place of what a record holds for the fields; await them. */
export function writeTokens(
  tx: Tx,
  recordId: Id,
  fieldIds: readonly Id[],
  { blind, unique }: HeldTokens,
): PromiseLike<unknown>[] {
  if (fieldIds.length === 0) return [];
  const ids = fieldIds as string[];
  const of = (tokens: HeldTokens['blind']) => JSON.stringify(tokens.filter(({ fieldId }) => ids.includes(fieldId)));
  return [
    tx.sql`delete from blind_index
      where org_id = ${tx.orgId} and record_id = ${recordId} and field_id = any(${ids}::bigint[])`,
    tx.sql`delete from unique_values
      where org_id = ${tx.orgId} and record_id = ${recordId} and field_id = any(${ids}::bigint[])`,
    tx.sql`insert into blind_index (org_id, field_id, token, record_id)
      select ${tx.orgId}, "fieldId", decode(token, 'hex'), ${recordId}
      from jsonb_to_recordset(${of(blind)}::jsonb) as t ("fieldId" bigint, token text) on conflict do nothing`,
    tx.sql`insert into unique_values (org_id, field_id, token, record_id)
      select ${tx.orgId}, "fieldId", decode(token, 'hex'), ${recordId}
      from jsonb_to_recordset(${of(unique)}::jsonb) as t ("fieldId" bigint, token text)`,
  ].map((statement) => statement.execute());
}
