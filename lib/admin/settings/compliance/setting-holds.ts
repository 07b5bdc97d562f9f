/** Settings of Compliance whose change waits for a second person or for time. Pure. */

import type { OrgMetadata } from '@/lib/crm/modules/definition';
import type { SettingHolds } from '@/lib/platform/db/schema/compliance';
import type { Id } from '@/lib/platform/ids';

/** The settings that an approval is to put in force. */
export const settingsHeldBy = ({ settingHolds }: Pick<OrgMetadata, 'settingHolds'>, approvalId: Id): string[] =>
  Object.keys(settingHolds).filter((name) => settingHolds[name] === approvalId);

export const withoutSettings = (holds: Readonly<SettingHolds>, names: readonly string[]): SettingHolds =>
  Object.fromEntries(Object.entries(holds).filter(([name]) => !names.includes(name)));
