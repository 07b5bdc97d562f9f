import type { Context } from '@/lib/platform/context';
import { unchanged } from '@/lib/protection/mutate';
import { changeCompliance } from './change';
import { withoutModules } from './removed-marks';
import type { RemovedMarksChoice } from './schemas';
import { readRemovedMarks, writeCompliance } from './stored';

/**
 * Gives up the offer to restore the marks of modules.
 * @throws forbidden
 */
export async function forgetMarks(ctx: Context, { modules: names }: RemovedMarksChoice): Promise<void> {
  await changeCompliance(ctx, 'compliance.update', async (tx) => {
    const removed = await readRemovedMarks(tx);
    const known = names.filter((name) => removed?.modules[name]);
    if (!removed || known.length === 0) return unchanged();
    await writeCompliance(tx, { removedMarks: withoutModules(removed, known) });
    const facts = { setting: 'removedMarks', forgotten: known };
    return { value: undefined, entries: [{ action: 'compliance.update', facts }] };
  });
}
