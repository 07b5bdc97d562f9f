import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { wholeOf } from '@/lib/crm/modules/seen';
import type { Tx } from '@/lib/platform/db/transaction';
import type { RowChange } from './apply-changes';
import { givenValues } from './references';
import { blindToken, isIndexed, linksOf, type TokenMaking, uniqueTokenOf } from './tokens';

/** Starts the statements that bring the tokens and links of changed fields up to date; the caller awaits them. */
export function replaceTokens(
  tx: Tx,
  seen: ModuleDefinition,
  { id: recordId, changes }: Pick<RowChange, 'id' | 'changes'>,
  { keys, bits }: TokenMaking,
): PromiseLike<unknown>[] {
  const module = wholeOf(seen);
  const changed = module.fields.filter((field) => field.apiName in changes);
  const given = givenValues(module, changes);
  const started: PromiseLike<unknown>[] = [];
  const start = (statement: { execute(): PromiseLike<unknown> }) => started.push(statement.execute());

  const sealed = changed.filter((field) => field.sealed).map((field) => field.id);
  if (sealed.length > 0) {
    const tokens = given
      .filter(([field]) => field.sealed && isIndexed(field))
      .map(([field, value]) => blindToken(keys, field, value, bits(field)));
    start(tx.sql`delete from blind_index
      where org_id = ${tx.orgId} and record_id = ${recordId} and field_id = any(${sealed}::bigint[])`);
    start(tx.sql`insert into blind_index (org_id, field_id, token, record_id)
      select ${tx.orgId}, "fieldId", decode(token, 'hex'), ${recordId}
      from jsonb_to_recordset(${JSON.stringify(tokens)}::jsonb) as t ("fieldId" bigint, token text)`);
  }
  const unique = changed.filter((field) => field.unique).map((field) => field.id);
  if (unique.length > 0) {
    const tokens = given.filter(([field]) => field.unique).map(([field, value]) => uniqueTokenOf(keys, field, value));
    start(tx.sql`delete from unique_values
      where org_id = ${tx.orgId} and record_id = ${recordId} and field_id = any(${unique}::bigint[])`);
    start(tx.sql`insert into unique_values (org_id, field_id, token, record_id)
      select ${tx.orgId}, "fieldId", decode(token, 'hex'), ${recordId}
      from jsonb_to_recordset(${JSON.stringify(tokens)}::jsonb) as t ("fieldId" bigint, token text)`);
  }
  const lookups = changed.filter(({ type }) => fieldType(type).refersTo === 'record').map((field) => field.id);
  if (lookups.length > 0) {
    const links = given.flatMap(([field, value]) => linksOf(field, value));
    start(tx.sql`delete from links
      where org_id = ${tx.orgId} and record_id = ${recordId} and field_id = any(${lookups}::bigint[])`);
    start(tx.sql`insert into links (org_id, field_id, record_id, target_id)
      select ${tx.orgId}, "fieldId", ${recordId}, "targetId"
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l ("fieldId" bigint, "targetId" bigint)`);
  }
  return started;
}
