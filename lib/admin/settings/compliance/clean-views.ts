import { and, eq } from 'drizzle-orm';
import { reports } from '@/lib/platform/db/schema/reports';
import { type ViewDefinition, views } from '@/lib/platform/db/schema/views';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Whether a saved view filters or sorts by one of these fields. A column of it may stay: its cells are masked. */
export const usesInQuery = (definition: ViewDefinition, fields: ReadonlySet<string>): boolean =>
  definition.filters.some((filter) => fields.has(filter.field)) ||
  (definition.sort !== null && fields.has(definition.sort.field));

/** The names of the saved views of a module that filter or sort by one of these fields. */
export async function viewsUsing(tx: Tx, moduleId: Id, fields: readonly string[]) {
  const wanted = new Set(fields);
  const rows = await tx.db
    .select({ id: views.id, name: views.name, definition: views.definition })
    .from(views)
    .where(and(eq(views.orgId, tx.orgId), eq(views.moduleId, moduleId)));
  return rows.filter((view) => usesInQuery(view.definition, wanted));
}

/**
 * Takes filters and sorts by these fields out of saved views, and what reports filter by them: neither must keep a clear value of a
 * marked field.
 * @returns how many views were changed.
 */
export async function cleanViews(tx: Tx, moduleId: Id, fields: readonly string[]): Promise<number> {
  const wanted = new Set(fields);
  const used = await viewsUsing(tx, moduleId, fields);
  for (const { id, definition } of used) {
    const sort = definition.sort && !wanted.has(definition.sort.field) ? definition.sort : null;
    const filters = definition.filters.filter((filter) => !wanted.has(filter.field));
    await tx.db
      .update(views)
      .set({ definition: { ...definition, filters, sort } })
      .where(and(eq(views.orgId, tx.orgId), eq(views.id, id)));
  }
  await cleanReports(tx, moduleId, wanted);
  return used.length;
}

/** The filter stays without its value: a report without it would count more and not say so. Such a one is refused when it is run. */
async function cleanReports(tx: Tx, moduleId: Id, fields: ReadonlySet<string>): Promise<void> {
  const of = and(eq(reports.orgId, tx.orgId), eq(reports.moduleId, moduleId));
  const rows = await tx.db.select({ id: reports.id, definition: reports.definition }).from(reports).where(of);
  for (const { id, definition } of rows.filter((row) =>
    row.definition.filters.some(({ field }) => fields.has(field)),
  )) {
    const filters = definition.filters.map(({ value, ...filter }) =>
      fields.has(filter.field) || value === undefined ? filter : { ...filter, value },
    );
    await tx.db
      .update(reports)
      .set({ definition: { ...definition, filters } })
      .where(and(eq(reports.orgId, tx.orgId), eq(reports.id, id)));
  }
}
