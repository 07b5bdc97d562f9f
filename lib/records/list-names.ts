import type { Context } from '../context';
import type { Tx } from '../db/transaction';
import type { Id } from '../ids';
import { metadataOf } from '../modules/metadata';
import { visibleRecord } from '../modules/visibility';
import { canInModule } from '../rights';
import type { ListField } from './list-fields';
import type { RecordDto } from './serialize';

export interface LookupName {
  /** API name. */
  module: string;
  /** Null when it is made of protected fields. */
  name: string | null;
}

/** The names of the owners, and of users in the columns shown. */
export async function userNames(
  tx: Tx,
  columns: readonly ListField[],
  records: readonly RecordDto[],
): Promise<Record<Id, string>> {
  const own = columns.filter(({ type, system, marked }) => type === 'user' && !system && !marked);
  const ids = new Set([
    ...(columns.some(({ system }) => system === 'Owner') ? records.map((record) => record.ownerId) : []),
    ...valuesOf(own, records),
  ]);
  if (ids.size === 0) return {};
  const rows = await tx.sql<{ id: Id; name: string }[]>`
    select id, name from users where org_id = ${tx.orgId} and id = any(${[...ids]}::bigint[])`;
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
}

/** The names of the records that lookups in the columns shown point to, as far as the asker may see them. */
export async function lookupNames(
  tx: Tx,
  ctx: Context,
  columns: readonly ListField[],
  records: readonly RecordDto[],
): Promise<Record<Id, LookupName>> {
  const { modules } = await metadataOf(tx);
  const found: Record<Id, LookupName> = {};
  for (const module of modules) {
    const pointing = columns.filter(({ options }) => options.lookupModule === module.apiName);
    const ids = [...new Set(valuesOf(pointing, records))];
    if (ids.length === 0 || !canInModule(ctx.rights, module.apiName, 'view')) continue;
    const rows = await tx.sql<{ id: Id; name: string | null }[]>`
      select id, name from records
      where org_id = ${tx.orgId} and module_id = ${module.id} and id = any(${ids}::bigint[]) and deleted_at is null
        and ${visibleRecord(tx, ctx, module)}`;
    for (const { id, name } of rows) found[id] = { module: module.apiName, name };
  }
  return found;
}

function valuesOf(columns: readonly ListField[], records: readonly RecordDto[]): Id[] {
  return records.flatMap((record) =>
    columns.flatMap(({ apiName }) => {
      const value = record.values[apiName];
      if (value === undefined) return [];
      return Array.isArray(value) ? value.map(String) : [String(value)];
    }),
  );
}
