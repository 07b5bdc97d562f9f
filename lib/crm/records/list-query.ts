import { getFieldById, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { allOf, anyOf, type Condition } from './condition';
import { convertedLeft } from './conversion/converted';
import type { ReadFilter } from './filter';
import { conditionOf } from './filter-sql';
import { candidatesFor, type EqualTo, findExact } from './find-equal';
import { isNameHidden, isProtected, type Listable } from './list-fields';
import { idsByName, nameMatches } from './name-pattern';

/** Which records a list holds. */
export interface ListQuery {
  module: ModuleDefinition;
  /** On `records`, whole: of the module's rows that the asker may see, those that the list holds. */
  where: Condition;
  /** Sealed values that the rows found must be opened for, to be sure. */
  confirm: readonly EqualTo[];
  /** API names of the marked or sealed fields that were searched. */
  searched: string[];
}

/** What the rows of a list are chosen by. */
export interface Choosing {
  filters: readonly ReadFilter[];
  /** As `readSearch` gives it; empty: none. */
  search: string;
}

/** Turns filters and a search into a query. */
export async function queryOf(
  tx: Tx,
  ctx: Context,
  { module, fields }: Listable,
  { filters, search }: Choosing,
): Promise<ListQuery> {
  const conditions: Condition[] = [visibleRecords(tx, ctx, module), ...convertedLeft(tx, module)];
  const confirm: EqualTo[] = [];
  const searched = new Set(filters.filter(({ field }) => isProtected(field)).map(({ field }) => field.apiName));
  for (const filter of filters) {
    if (!filter.field.sealed) conditions.push(conditionOf(tx, filter));
    else {
      const wanted = { field: getFieldById(module, filter.field.id), value: filter.values[0] as StoredValue };
      conditions.push(candidatesFor(tx, await keysOf(tx), wanted));
      confirm.push(wanted);
    }
  }
  if (search !== '') {
    const exact = await findExact(tx, ctx, { module, fields }, { text: search });
    for (const name of exact.searched) searched.add(name);
    const byName = isNameHidden(module) ? [] : await idsByName(tx, module.id, search);
    const listed = tx.sql`id = any(${[...exact.ids, ...(byName ?? [])]}::bigint[])`;
    conditions.push(byName ? listed : anyOf(tx, [nameMatches(tx, search, 'anywhere'), listed]));
  }
  return { module, where: allOf(tx, conditions), confirm, searched: [...searched] };
}
