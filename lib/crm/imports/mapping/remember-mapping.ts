/** How a person mapped and read the same headers last time, whatever the order they stand in. */

import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { Context } from '@/lib/platform/context';
import { uniqueToken } from '@/lib/platform/crypto/blind-index';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Asked, ColumnChoices } from '../columns/reading';
import { OWNER, RECORD_ID } from '../rows/duplicates';
import type { Mapping } from '../schemas';
import { importableFields } from './mapping';

/** Columns by their header's place in the set; equal headers in the order of the file. */
function inOrder(headers: readonly string[]): number[] {
  const keys = headers.map((header) => header.toLowerCase());
  return headers.map((_, column) => column).sort((a, b) => compare(keys[a] ?? '', keys[b] ?? '') || a - b);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function tokenFor(keys: OrgKeys, module: ModuleDefinition, headers: readonly string[]): Buffer {
  const set = headers.map((header) => header.toLowerCase()).sort(compare);
  return uniqueToken(keys, module.id, JSON.stringify(set));
}

interface ColumnsOfFile {
  keys: OrgKeys;
  module: ModuleDefinition;
  headers: readonly string[];
}

export interface Remembered {
  mapping: Mapping;
  columns: ColumnChoices;
}

/** Starts the statement that remembers a mapping; the caller awaits it. */
export function rememberMapping(
  tx: Tx,
  ctx: Context,
  { keys, module, headers }: ColumnsOfFile,
  { mapping, columns }: Remembered,
): PromiseLike<unknown> {
  const byPlace = <T>(of: Readonly<Record<string, T>>): string => {
    const placed = inOrder(headers).flatMap((column, place) => (of[column] === undefined ? [] : [[place, of[column]]]));
    return JSON.stringify(Object.fromEntries(placed));
  };
  return tx.sql`
    insert into import_mappings (org_id, user_id, module_id, header_token, mapping, columns, used_at)
    values (${tx.orgId}, ${ctx.actor.id}, ${module.id}, ${tokenFor(keys, module, headers)},
      ${byPlace(mapping)}::jsonb, ${byPlace(columns)}::jsonb, now())
    on conflict (org_id, user_id, module_id, header_token)
      do update set mapping = excluded.mapping, columns = excluded.columns, used_at = excluded.used_at`.execute();
}

/** The mapping remembered, without fields that are gone since, its readings as last time's; undefined when there is none. */
export async function recallMapping(
  tx: Tx,
  ctx: Context,
  { keys, module, headers }: ColumnsOfFile,
): Promise<Remembered | undefined> {
  const [row] = await tx.sql<{ mapping: Record<string, string>; columns: ColumnChoices }[]>`
    select mapping, columns from import_mappings
    where org_id = ${tx.orgId} and user_id = ${ctx.actor.id} and module_id = ${module.id}
      and header_token = ${tokenFor(keys, module, headers)}`;
  if (!row) return undefined;
  const importable = importableFields(module);
  const isThere = (apiName: string) =>
    apiName === RECORD_ID || apiName === OWNER || importable.some((field) => field === findField(module, apiName));
  const mapping: Mapping = {};
  const columns: ColumnChoices = {};
  for (const [place, column] of inOrder(headers).entries()) {
    const apiName = row.mapping[place];
    if (apiName === undefined || !isThere(apiName)) continue;
    mapping[column] = apiName;
    const choice = row.columns[place];
    if (choice) columns[column] = { ...choice, asLastTime: Object.keys(choice.reading) as Asked[] };
  }
  return { mapping, columns };
}
