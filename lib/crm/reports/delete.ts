import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { lockReport } from './access';

/** Deletes one's own report, or a shared one by whoever may share. @throws forbidden; not_found */
export async function deleteReport(ctx: Context, { id }: { id: Id }): Promise<void> {
  await mutate(ctx, { action: 'report.delete', subjectId: id }, async (tx) => {
    const { report, module } = await lockReport(tx, ctx, id);
    await tx.sql`delete from reports where org_id = ${tx.orgId} and id = ${id}`;
    const about = { action: 'report.delete', module: module.apiName, subjectId: id } as const;
    return { value: undefined, entries: [{ ...about, facts: { shared: report.shared } }] };
  });
}
