/** What emergency access is asked and reviewed with, in words. Pure. */
import type { EmergencyVerdict } from '@/lib/platform/db/schema/emergency';

export const EMERGENCY_REASONS = {
  patient_in_danger: 'The patient is in danger',
  colleague_away: 'Nobody who may read the record can be reached',
  system_down: 'The usual way in does not work',
  other: 'Another reason',
} as const;

export type EmergencyReason = keyof typeof EMERGENCY_REASONS;

export const reasonWords = (reason: string): string =>
  Object.hasOwn(EMERGENCY_REASONS, reason) ? EMERGENCY_REASONS[reason as EmergencyReason] : 'Drill';

export const VERDICT_WORDS: Record<EmergencyVerdict, string> = {
  justified: 'Justified',
  not_justified: 'Not justified',
};

/** Of one grant or drill. At most: nobody prolongs it. */
export const MOST_MINUTES = 60;
export const USUAL_MINUTES = 15;
