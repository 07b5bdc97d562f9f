import type { Context } from '@/lib/platform/context';
import { SWITCH_WORDS } from '@/lib/protection/compliance/door-words';
import { SWITCH_OF } from '@/lib/protection/compliance/doors';
import { unchanged } from '@/lib/protection/mutate';
import { changeCompliance } from './change';
import { assertEnabled } from './enabled';
import type { SetRestriction } from './schemas';
import { withoutSettings } from './setting-holds';
import { writeCompliance } from './stored';
import { takeAway } from './take-away';
import { withdrawEmpty } from './withdraw';

/**
 * Opens or closes a door for marked values, of the whole org. Closed, it is at the very next request. Switched off, it
 * opens when somebody else has confirmed that or the delay has ended.
 * @throws forbidden; invalid while HIPAA is switched off.
 */
export async function setRestriction(ctx: Context, { door, restricted }: SetRestriction): Promise<void> {
  const setting = SWITCH_OF[door];
  await changeCompliance(ctx, { action: 'compliance.update', door }, async (tx, metadata) => {
    const { compliance, settingHolds } = metadata;
    assertEnabled(compliance);
    const stands = compliance[setting] && !(setting in settingHolds);
    if (stands === restricted) return unchanged();
    const facts = { setting, old: !restricted, new: restricted };
    const act = { action: 'compliance.update', door } as const;
    if (restricted) {
      await writeCompliance(tx, { [setting]: true, settingHolds: withoutSettings(settingHolds, [setting]) });
      const withdrawn = await withdrawEmpty(tx, ctx, [settingHolds[setting] ?? null]);
      return { value: undefined, entries: [{ ...act, facts }, ...withdrawn] };
    }
    const what = { words: `${SWITCH_WORDS[door].label}: switched off` };
    const taken = await takeAway(tx, ctx, { metadata, what }, (approval) =>
      writeCompliance(tx, { [setting]: false, settingHolds: { ...settingHolds, [setting]: approval } }),
    );
    return { value: undefined, entries: [{ ...act, facts: { ...facts, ...taken.facts } }, ...taken.entries] };
  });
}
