import type { Context } from '@/lib/platform/context';
import { unchanged } from '@/lib/protection/mutate';
import { changeCompliance } from './change';
import type { SetHoldHours } from './schemas';
import { withoutSettings } from './setting-holds';
import { writeCompliance } from './stored';
import { takeAway } from './take-away';
import { withdrawEmpty } from './withdraw';

const SETTING = 'holdHours';

/**
 * Sets how long what was unprotected stays protected when nobody confirms. A longer delay is in force at once; a shorter
 * one is itself protection taken away, and so is when somebody else has confirmed it or the delay so far has ended.
 * @throws forbidden
 */
export async function setHoldHours(ctx: Context, { hours }: SetHoldHours): Promise<void> {
  await changeCompliance(ctx, 'compliance.update', async (tx, metadata) => {
    const { holdHours, settingHolds } = metadata;
    const facts = { setting: SETTING, old: holdHours, new: hours };
    if (hours >= holdHours) {
      const waiting = settingHolds[SETTING] ?? null;
      if (hours === holdHours && waiting === null) return unchanged();
      await writeCompliance(tx, { holdHours: hours, settingHolds: withoutSettings(settingHolds, [SETTING]) });
      const withdrawn = await withdrawEmpty(tx, ctx, [waiting]);
      return { value: undefined, entries: [{ action: 'compliance.update', facts }, ...withdrawn] };
    }
    const words = `The delay of what is taken away: ${inWords(hours)} instead of ${inWords(holdHours)}`;
    const taken = await takeAway(tx, ctx, { metadata, what: { words, holdHours: hours } }, (approval) =>
      writeCompliance(tx, { settingHolds: { ...settingHolds, [SETTING]: approval } }),
    );
    const act = { action: 'compliance.update', facts: { ...facts, ...taken.facts } } as const;
    const replaced = await withdrawEmpty(tx, ctx, [settingHolds[SETTING] ?? null]);
    return { value: undefined, entries: [act, ...taken.entries, ...replaced] };
  });
}

const inWords = (hours: number): string => {
  if (hours === 0) return 'none';
  return hours === 1 ? '1 hour' : `${hours} hours`;
};
