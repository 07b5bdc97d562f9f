/** How a person mapped the same headers last time, whatever the order they stand in. */
import type { Context } from '../../context';
import { uniqueToken } from '../../crypto/blind-index';
import type { OrgKeys } from '../../crypto/keyring';
import type { Tx } from '../../db/transaction';
import { findField, type ModuleDefinition } from '../../modules/definition';
import { RECORD_ID } from '../rows/duplicates';
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

/** Starts the statement that remembers a mapping; the caller awaits it. */
export function rememberMapping(
  tx: Tx,
  ctx: Context,
  keys: OrgKeys,
  module: ModuleDefinition,
  headers: readonly string[],
  mapping: Mapping,
): PromiseLike<unknown> {
  const places = inOrder(headers).flatMap((column, place) => {
    const apiName = mapping[column];
    return apiName === undefined ? [] : [[place, apiName]];
  });
  return tx.sql`
    insert into import_mappings (org_id, user_id, module_id, header_token, mapping, used_at)
    values (${tx.orgId}, ${ctx.actor.id}, ${module.id}, ${tokenFor(keys, module, headers)},
      ${JSON.stringify(Object.fromEntries(places))}::jsonb, now())
    on conflict (org_id, user_id, module_id, header_token)
      do update set mapping = excluded.mapping, used_at = excluded.used_at`.execute();
}

/** The mapping remembered, without fields that are gone since; undefined when there is none. */
export async function recallMapping(
  tx: Tx,
  ctx: Context,
  keys: OrgKeys,
  module: ModuleDefinition,
  headers: readonly string[],
): Promise<Mapping | undefined> {
  const [row] = await tx.sql<{ mapping: Record<string, string> }[]>`
    select mapping from import_mappings
    where org_id = ${tx.orgId} and user_id = ${ctx.actor.id} and module_id = ${module.id}
      and header_token = ${tokenFor(keys, module, headers)}`;
  if (!row) return undefined;
  const importable = importableFields(module);
  const isThere = (apiName: string) =>
    apiName === RECORD_ID || importable.some((field) => field === findField(module, apiName));
  const chosen = inOrder(headers).flatMap((column, place) => {
    const apiName = row.mapping[place];
    return apiName !== undefined && isThere(apiName) ? [[column, apiName]] : [];
  });
  return Object.fromEntries(chosen) as Mapping;
}
