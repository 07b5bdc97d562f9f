import { invalid } from '@/lib/platform/errors';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';

/** @throws invalid while HIPAA Compliance Settings are switched off. */
export function assertEnabled(compliance: ComplianceSettings): void {
  if (compliance.hipaaEnabled) return;
  throw invalid('HIPAA Compliance Settings are switched off.', { reason: 'HIPAA_DISABLED' });
}
