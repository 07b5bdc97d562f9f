/** The switches of Personal Health Data Handling: the doors that have one. Pure. */
import type { ComplianceSettings } from './doors';

export const RESTRICTABLE_DOORS = ['api', 'export', 'zoho_app', 'third_party'] as const;

export type RestrictableDoor = (typeof RESTRICTABLE_DOORS)[number];

/** Door → its switch in the settings. */
export const SWITCH_OF: Record<RestrictableDoor, Exclude<keyof ComplianceSettings, 'hipaaEnabled'>> = {
  api: 'restrictApi',
  export: 'restrictExport',
  zoho_app: 'restrictZohoApps',
  third_party: 'restrictThirdParty',
};

/** How long what was unprotected may stay protected when nobody confirms: the choices, in hours; 0 is no delay. */
export const HOLD_HOURS = [0, 1, 4, 24, 48, 72, 168] as const;
