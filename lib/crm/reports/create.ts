import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { reports } from '@/lib/platform/db/schema/reports';
import { limited } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { assertMayShare, withFreeName } from './access';
import { countableModule, readReport } from './definition';
import { type CreateReport, createReportSchema } from './schemas';

/** Of one person. */
export const MOST_REPORTS = 200;

/**
 * Saves a report, for oneself or for everybody who sees its module.
 * @throws forbidden; invalid for what makes no report; conflict for a name one has already; limited at 200.
 */
export async function createReport(ctx: Context, input: CreateReport): Promise<{ id: Id }> {
  const { module: moduleName, name, folder, shared, definition } = readInput(createReportSchema, input);
  const attempt = { action: 'report.create', module: moduleName } as const;
  const created = mutate(ctx, attempt, async (tx) => {
    const of = await countableModule(tx, ctx, moduleName);
    if (shared) assertMayShare(ctx);
    readReport(of, definition, ctx.timeZone);
    const [{ count }] = await tx.sql<[{ count: number }]>`
      select count(*)::int as count from reports where org_id = ${tx.orgId} and owner_id = ${ctx.actor.id}`;
    if (count >= MOST_REPORTS) throw limited(`You may keep ${MOST_REPORTS} reports.`, { reason: 'LIMIT_EXCEEDED' });
    const id = newId();
    const about = { orgId: tx.orgId, id, moduleId: of.module.id, ownerId: ctx.actor.id, createdAt: clock.now() };
    await tx.db.insert(reports).values({ ...about, name, folder, shared, definition });
    return { value: { id }, entries: [{ ...attempt, subjectId: id, facts: { shared } }] };
  });
  return withFreeName(created);
}
