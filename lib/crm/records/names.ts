/** Names of what records point to, for screens: users by id, looked-up records that the asker may see. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { isNameHidden } from './list-fields';
import type { RecordDto } from './serialize';
import { linksOf, usersIn } from './tokens';

export interface RecordNames {
  users: Record<Id, string>;
  /** A record that is gone or may not be seen is not named. */
  lookups: Record<Id, { name: string; href: string }>;
}

/** What a record without a name of its own is called: its name is made of protected fields, or empty. */
export const namelessRecord = (module: ModuleDefinition, id: Id): string => `${module.singular} ${id.slice(-6)}`;

/** What a record is called on screens. Its row may still hold a name whose fields were marked a moment ago. */
export const shownName = (module: ModuleDefinition, { id, name }: { id: Id; name: string | null }): string =>
  (!isNameHidden(module) && name) || namelessRecord(module, id);

export const recordHref = (module: ModuleDefinition, id: Id): string => `/m/${module.apiName}/${id}`;

/** One of several records that a person chooses among. */
export interface RecordInWords {
  id: Id;
  name: string;
  href: string;
  ownerName: string;
  /** ISO time. */
  createdAt: string;
}

/** A record as the asker may see it, in words. @param users names by id, its owner's among them */
export const recordInWords = (
  module: ModuleDefinition,
  { id, name, ownerId, createdAt }: RecordDto,
  users: Readonly<Record<Id, string>>,
): RecordInWords => ({
  id,
  name: name || namelessRecord(module, id),
  href: recordHref(module, id),
  ownerName: users[ownerId] ?? 'a former user',
  createdAt,
});

/** The names needed to show these records' fields. */
export async function namesFor(
  tx: Tx,
  ctx: Context,
  records: readonly RecordDto[],
  fields: readonly FieldDefinition[],
): Promise<RecordNames> {
  const userIds = new Set<Id>();
  const targets = new Map<string, Set<Id>>();
  for (const record of records) {
    for (const id of [record.ownerId, record.createdBy, record.modifiedBy]) userIds.add(id);
    for (const field of fields) {
      const value = record.values[field.apiName];
      if (value === undefined) continue;
      for (const id of usersIn(field, value)) userIds.add(id);
      const moduleName = field.options.lookupModule;
      if (!moduleName) continue;
      const wanted = targets.get(moduleName) ?? new Set();
      targets.set(moduleName, wanted);
      for (const { targetId } of linksOf(field, value)) wanted.add(targetId);
    }
  }
  const [users, ...lookups] = await Promise.all([
    userNames(tx, [...userIds]),
    ...[...targets].map(([moduleName, ids]) => lookupNames(tx, ctx, moduleName, [...ids])),
  ]);
  return { users, lookups: Object.assign({}, ...lookups) };
}

export async function userNames(tx: Tx, ids: readonly Id[]): Promise<Record<Id, string>> {
  const rows = await tx.sql<{ id: Id; name: string }[]>`
    select id, name from users where org_id = ${tx.orgId} and id = any(${ids as string[]}::bigint[])`;
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
}

/** Names of and ways to those of a module's records that are there and that the asker may see. */
export async function lookupNames(
  tx: Tx,
  ctx: Context,
  moduleName: string,
  ids: readonly Id[],
): Promise<RecordNames['lookups']> {
  const module = (await metadataFor(tx, ctx)).modules.find(({ apiName }) => apiName === moduleName);
  if (!module || !canInModule(ctx.rights, moduleName, 'view')) return {};
  const rows = await tx.sql<{ id: Id; name: string | null }[]>`
    select id, name from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${ids as string[]}::bigint[])`;
  return Object.fromEntries(
    rows.map((row) => [row.id, { name: shownName(module, row), href: recordHref(module, row.id) }]),
  );
}

/** Active users, for choosing one. */
export async function activeUsers(tx: Tx): Promise<{ value: Id; label: string }[]> {
  const rows = await tx.sql<{ value: Id; label: string }[]>`
    select id as value, name as label from users where org_id = ${tx.orgId} and active order by name limit 1000`;
  return [...rows];
}
