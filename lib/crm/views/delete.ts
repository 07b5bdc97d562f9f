import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { lockView } from './access';

/** Deletes one's own view, or a shared one by whoever may share. @throws forbidden; not_found */
export async function deleteView(ctx: Context, { id }: { id: Id }): Promise<void> {
  await mutate(ctx, { action: 'view.delete', subjectId: id }, async (tx) => {
    const { view, module } = await lockView(tx, ctx, id);
    await tx.sql`delete from views where org_id = ${tx.orgId} and id = ${id}`;
    const entry = {
      action: 'view.delete',
      module: module.apiName,
      subjectId: id,
      facts: { shared: view.shared },
    } as const;
    return { value: undefined, entries: [entry] };
  });
}
