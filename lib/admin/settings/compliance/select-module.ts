import { and, eq } from 'drizzle-orm';
import { getModule, isSelected } from '@/lib/crm/modules/definition';
import type { Context } from '@/lib/platform/context';
import { modules } from '@/lib/platform/db/schema/modules';
import { limited } from '@/lib/platform/errors';
import { MAX_MODULES } from '@/lib/protection/compliance/doors';
import { unchanged } from '@/lib/protection/mutate';
import { changeCompliance } from './change';
import { assertEnabled } from './enabled';
import type { SelectModule } from './schemas';
import { withdrawEmpty } from './withdraw';

/**
 * Selects a module that holds personal health data; its fields can then be marked. At most 10, held by the database too.
 * @throws forbidden; not_found; invalid while HIPAA is off; limited, naming the module.
 */
export async function selectModule(ctx: Context, { module: name }: SelectModule): Promise<void> {
  const act = { action: 'compliance.select_module', module: name } as const;
  await changeCompliance(ctx, act, async (tx, metadata) => {
    assertEnabled(metadata.compliance);
    const module = getModule(metadata, name);
    if (isSelected(module)) return unchanged();
    const count = metadata.modules.filter(isSelected).length;
    if (count >= MAX_MODULES) {
      throw limited(
        `${module.plural} was not selected: ${count} of ${MAX_MODULES} modules are. Deselect one before you select another.`,
        { reason: 'LIMIT_EXCEEDED', facts: { limit: MAX_MODULES } },
      );
    }
    await tx.db
      .update(modules)
      .set({ hipaa: true, heldBy: null })
      .where(and(eq(modules.orgId, tx.orgId), eq(modules.id, module.id)));
    const entry = { ...act, facts: { modules: count + 1, limit: MAX_MODULES } };
    return { value: undefined, entries: [entry, ...(await withdrawEmpty(tx, ctx, [module.heldBy]))] };
  });
}
