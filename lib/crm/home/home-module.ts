/** What a person's home may tell of a module: by its records' names and by fields that they may read and that an index finds. */
import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { findField } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { isProtected } from '@/lib/crm/records/list-fields';
import { recordHref, shownName } from '@/lib/crm/records/names';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** A record as home names it: a name that is made of protected fields is not in it. */
export interface HomeRecord {
  id: Id;
  name: string;
  href: string;
  /** Singular, such as "Task". */
  kind: string;
}

export const homeRecord = (module: ModuleDefinition, row: { id: Id; name: string | null }): HomeRecord => ({
  id: row.id,
  name: shownName(module, row),
  href: recordHref(module, row.id),
  kind: module.singular,
});

/** The modules whose records the asker may see, as they know them. */
export async function viewableModules(tx: Tx, ctx: Context): Promise<ModuleDefinition[]> {
  const { modules } = await metadataFor(tx, ctx);
  return modules.filter(({ apiName }) => canInModule(ctx.rights, apiName, 'view'));
}

/**
 * A field by which home finds records. Undefined where the asker does not know it, where it is protected, and where no
 * index is kept of it: home asks nothing that has to read a module.
 */
export function findingField(module: ModuleDefinition, apiName: string): FieldDefinition | undefined {
  const field = findField(module, apiName);
  return field && !isProtected(field) && field.indexSlot !== null ? field : undefined;
}

/** The column that holds the keys of a field that `findingField` found. */
export const keyOf = (tx: Tx, field: FieldDefinition) => tx.sql`${tx.sql(`k${field.indexSlot}`)}`;
