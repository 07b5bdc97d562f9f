/** Settings of Compliance whose change waits for a second person or for time. Pure. */
import type { SettingHolds } from '@/lib/db/schema/compliance';
import type { Id } from '@/lib/ids';
import type { OrgMetadata } from '@/lib/modules/definition';

/** The settings that an approval is to put in force. */
export const settingsHeldBy = ({ settingHolds }: Pick<OrgMetadata, 'settingHolds'>, approvalId: Id): string[] =>
  Object.keys(settingHolds).filter((name) => settingHolds[name] === approvalId);

export const withoutSettings = (holds: Readonly<SettingHolds>, names: readonly string[]): SettingHolds =>
  Object.fromEntries(Object.entries(holds).filter(([name]) => !names.includes(name)));
