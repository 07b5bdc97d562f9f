import { SWITCH_OF } from '@/lib/compliance/settings';
import type { Context } from '@/lib/context';
import { unchanged } from '@/lib/mutate';
import { changeCompliance } from './change';
import { assertEnabled } from './enabled';
import type { SetRestriction } from './schemas';
import { writeCompliance } from './stored';

/**
 * Opens or closes a door for marked values, of the whole org. In force at the very next request.
 * @throws forbidden; invalid while HIPAA is switched off.
 */
export async function setRestriction(ctx: Context, { door, restricted }: SetRestriction): Promise<void> {
  const setting = SWITCH_OF[door];
  await changeCompliance(ctx, { action: 'compliance.update', door }, async (tx, { compliance }) => {
    assertEnabled(compliance);
    if (compliance[setting] === restricted) return unchanged();
    await writeCompliance(tx, { [setting]: restricted });
    const facts = { setting, old: !restricted, new: restricted };
    return { value: undefined, entries: [{ action: 'compliance.update', door, facts }] };
  });
}
