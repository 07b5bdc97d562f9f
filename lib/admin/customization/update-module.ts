import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/platform/context';
import { modules } from '@/lib/platform/db/schema/modules';
import { readInput } from '@/lib/platform/read-input';
import { unchanged } from '@/lib/protection/mutate';
import { changeModule } from './change';
import { assertFreeNames } from './create-module';
import { type UpdateModule, updateModuleSchema } from './schemas';

/** Renames a module on the screens; its API name stays. @throws forbidden; not_found; conflict for a name taken. */
export async function updateModule(ctx: Context, input: UpdateModule): Promise<void> {
  const { module: apiName, singular, plural } = readInput(updateModuleSchema, input);
  const attempt = { action: 'module.update', module: apiName } as const;
  return changeModule(ctx, attempt, async (tx, module, metadata) => {
    if (module.singular === singular && module.plural === plural) return unchanged();
    assertFreeNames(metadata, { singular, plural }, apiName);
    await tx.db
      .update(modules)
      .set({ singular, plural })
      .where(and(eq(modules.orgId, tx.orgId), eq(modules.id, module.id)));
    const facts = {
      old: { singular: module.singular, plural: module.plural },
      new: { singular, plural },
    };
    return { value: undefined, entries: [{ ...attempt, subjectId: module.id, facts }] };
  });
}
