import { fieldsWithMark, getModule, isSelected } from '@/lib/crm/modules/definition';
import type { Context } from '@/lib/platform/context';
import { unchanged } from '@/lib/protection/mutate';
import { changeCompliance } from './change';
import { assertConfirmed } from './confirmation';
import { removeMarks } from './remove-marks';
import type { DeselectModule } from './schemas';
import { isWaiting } from './withdraw';

/**
 * Deselects a module and removes its marks, in one event that lists them; they are remembered and offered back. What the
 * module and its marks protected stays protected until that is confirmed or the delay ends.
 * @param input.confirmation the module's plural, required when marks are lost.
 * @throws forbidden; not_found; invalid when the name typed is not the module's.
 */
export async function deselectModule(ctx: Context, { module: name, confirmation }: DeselectModule): Promise<void> {
  const act = { action: 'compliance.deselect_module', module: name } as const;
  await changeCompliance(ctx, act, async (tx, metadata) => {
    const module = getModule(metadata, name);
    const isStuck = module.heldBy !== null && !(await isWaiting(tx, module.heldBy));
    if (!isSelected(module) && !isStuck) return unchanged();
    const fields = fieldsWithMark(module).map((field) => field.apiName);
    if (fields.length > 0) assertConfirmed(confirmation, module.plural);
    const { removed, facts, entries } = await removeMarks(tx, ctx, metadata, { lost: [module] });
    return { value: undefined, entries: [{ ...act, fields, facts: { unmarked: removed, ...facts } }, ...entries] };
  });
}
