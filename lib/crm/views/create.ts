import { listableModule } from '@/lib/crm/records/list';
import { assertKeepable } from '@/lib/crm/records/view-definition';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { views } from '@/lib/platform/db/schema/views';
import { limited } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { assertMayShare, withFreeName } from './access';
import { type CreateView, createViewSchema } from './schemas';

/** Of one person in one module. */
export const MOST_VIEWS = 100;

/**
 * Saves a view of a module's list, for oneself or for everybody.
 * @throws forbidden; invalid for a filter on a protected field; conflict for a name one has already; limited at 100.
 */
export async function createView(ctx: Context, input: CreateView): Promise<{ id: Id }> {
  const { module: moduleName, name, shared, definition } = readInput(createViewSchema, input);
  const attempt = { action: 'view.create', module: moduleName } as const;
  const created = mutate(ctx, attempt, async (tx) => {
    const { module, fields } = await listableModule(tx, ctx, moduleName);
    if (shared) assertMayShare(ctx);
    assertKeepable(fields, definition, ctx.timeZone);
    const [{ count }] = await tx.sql<[{ count: number }]>`
      select count(*)::int as count from views
      where org_id = ${tx.orgId} and module_id = ${module.id} and owner_id = ${ctx.actor.id}`;
    if (count >= MOST_VIEWS)
      throw limited(`You may keep ${MOST_VIEWS} views of a module.`, { reason: 'LIMIT_EXCEEDED' });
    const id = newId();
    await tx.db.insert(views).values({
      orgId: tx.orgId,
      id,
      moduleId: module.id,
      ownerId: ctx.actor.id,
      name,
      shared,
      definition,
      createdAt: clock.now(),
    });
    return { value: { id }, entries: [{ ...attempt, subjectId: id, facts: { shared } }] };
  });
  return withFreeName(created);
}
