import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/platform/context';
import { reports } from '@/lib/platform/db/schema/reports';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { assertMayShare, lockReport, withFreeName } from './access';
import { countableModule, readReport } from './definition';
import { type UpdateReport, updateReportSchema } from './schemas';

/**
 * Changes a report: its name, its folder, what it counts, whether it is shared.
 * @throws forbidden; not_found; invalid for what makes no report; conflict for a name one has already.
 */
export async function updateReport(ctx: Context, input: UpdateReport): Promise<{ id: Id }> {
  const { id, ...given } = readInput(updateReportSchema, input);
  const updated = mutate(ctx, { action: 'report.update', subjectId: id }, async (tx) => {
    const { report, module } = await lockReport(tx, ctx, id);
    const { name = report.name, folder = report.folder, shared = report.shared } = given;
    const { definition = report.definition } = given;
    if (shared !== report.shared) assertMayShare(ctx);
    if (given.definition) readReport(await countableModule(tx, ctx, module.apiName), definition, ctx.timeZone);
    await tx.db
      .update(reports)
      .set({ name, folder, shared, definition })
      .where(and(eq(reports.orgId, tx.orgId), eq(reports.id, id)));
    const changed = Object.entries(given).flatMap(([part, value]) => (value === undefined ? [] : [part]));
    const facts = { shared, changed };
    return { value: { id }, entries: [{ action: 'report.update', module: module.apiName, subjectId: id, facts }] };
  });
  return withFreeName(updated);
}
