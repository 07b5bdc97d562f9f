import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { modules } from '@/lib/db/schema/modules';
import { getModule, markedFields } from '@/lib/modules/definition';
import { unchanged } from '@/lib/mutate';
import { changeCompliance } from './change';
import { assertConfirmed } from './confirmation';
import { removeMarks } from './remove-marks';
import type { DeselectModule } from './schemas';

/**
 * Deselects a module and removes its marks, in one event that lists them; they are remembered and offered back.
 * @param input.confirmation the module's plural, required when marks are lost.
 * @throws forbidden; not_found; invalid when the name typed is not the module's.
 */
export async function deselectModule(ctx: Context, { module: name, confirmation }: DeselectModule): Promise<void> {
  const act = { action: 'compliance.deselect_module', module: name } as const;
  await changeCompliance(ctx, act, async (tx, metadata) => {
    const module = getModule(metadata, name);
    if (!module.hipaa) return unchanged();
    const marked = markedFields(module);
    if (marked.length === 0) {
      await tx.db
        .update(modules)
        .set({ hipaa: false })
        .where(and(eq(modules.orgId, tx.orgId), eq(modules.id, module.id)));
      return { value: undefined, entries: [act] };
    }
    assertConfirmed(confirmation, module.plural);
    const { removed, entries } = await removeMarks(tx, ctx, [module]);
    const fields = marked.map((field) => field.apiName);
    return { value: undefined, entries: [{ ...act, fields, facts: { unmarked: removed } }, ...entries] };
  });
}
