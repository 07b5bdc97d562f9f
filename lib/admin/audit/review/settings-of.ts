import type { StoredSetting } from '@/lib/protection/integrity/setting';
import { DEFAULT_REVIEW_SETTINGS, type ReviewSettings, reviewSettingsSchema } from './settings-schema';

/** The rules as stored; as they come with the product where there is none, or somebody else than Careledger wrote it. */
export function reviewSettingsOf(stored: StoredSetting): ReviewSettings {
  const parsed = reviewSettingsSchema.safeParse(stored.state === 'kept' ? stored.value : undefined);
  return parsed.success ? parsed.data : DEFAULT_REVIEW_SETTINGS;
}
