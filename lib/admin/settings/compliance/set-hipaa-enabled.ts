import { isSelected } from '@/lib/crm/modules/definition';
import type { Context } from '@/lib/platform/context';
import { unchanged } from '@/lib/protection/mutate';
import { changeCompliance } from './change';
import { assertConfirmed } from './confirmation';
import { removeMarks } from './remove-marks';
import type { SetHipaaEnabled } from './schemas';
import { writeCompliance } from './stored';

/**
 * Switches HIPAA compliance on or off. Off deselects every module and removes all marks, in one event that lists them;
 * they are remembered and offered back. What they protected stays protected until that is confirmed or the delay ends;
 * what is encrypted stays encrypted.
 * @param input.confirmation the org's name, required to switch off.
 * @throws forbidden; invalid when the name typed is not the org's.
 */
export async function setHipaaEnabled(ctx: Context, { enabled, confirmation }: SetHipaaEnabled): Promise<void> {
  await changeCompliance(ctx, 'compliance.update', async (tx, metadata) => {
    if (metadata.compliance.hipaaEnabled === enabled) return unchanged();
    const facts = { setting: 'hipaaEnabled', old: !enabled, new: enabled };
    if (enabled) {
      await writeCompliance(tx, { hipaaEnabled: true });
      return { value: undefined, entries: [{ action: 'compliance.update', facts }] };
    }
    assertConfirmed(confirmation, metadata.orgName);
    const selected = metadata.modules.filter(isSelected);
    const taken = await removeMarks(tx, ctx, metadata, { lost: selected, hipaaOff: true });
    await writeCompliance(tx, { hipaaEnabled: false });
    const told = { ...facts, unmarked: taken.removed, ...taken.facts };
    return { value: undefined, entries: [{ action: 'compliance.update', facts: told }, ...taken.entries] };
  });
}
