import { and, eq } from 'drizzle-orm';
import { listableModule } from '@/lib/crm/records/list';
import { assertKeepable } from '@/lib/crm/records/view-definition';
import type { Context } from '@/lib/platform/context';
import { views } from '@/lib/platform/db/schema/views';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { assertMayShare, lockView, withFreeName } from './access';
import { type UpdateView, updateViewSchema } from './schemas';

/**
 * Changes a view: its name, what it shows, whether it is shared.
 * @throws forbidden; not_found; invalid for a filter on a protected field; conflict for a name one has already.
 */
export async function updateView(ctx: Context, input: UpdateView): Promise<{ id: Id }> {
  const { id, name, shared, definition } = readInput(updateViewSchema, input);
  const updated = mutate(ctx, { action: 'view.update', subjectId: id }, async (tx) => {
    const { view, module } = await lockView(tx, ctx, id);
    if (shared !== undefined && shared !== view.shared) assertMayShare(ctx);
    if (definition) assertKeepable((await listableModule(tx, ctx, module.apiName)).fields, definition, ctx.timeZone);
    const change = {
      name: name ?? view.name,
      shared: shared ?? view.shared,
      definition: definition ?? view.definition,
    };
    await tx.db
      .update(views)
      .set(change)
      .where(and(eq(views.orgId, tx.orgId), eq(views.id, id)));
    const facts = { shared: change.shared, changed: changedParts({ name, shared, definition }) };
    return { value: { id }, entries: [{ action: 'view.update', module: module.apiName, subjectId: id, facts }] };
  });
  return withFreeName(updated);
}

const changedParts = (given: Record<string, unknown>): string[] =>
  Object.keys(given).filter((part) => given[part] !== undefined);
