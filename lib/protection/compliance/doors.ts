/** The ways out. A closed type: a new way out of the product names itself here, and policy must answer for it. */
export const DOORS = ['screen', 'export', 'api', 'zoho_app', 'third_party', 'visitor'] as const;

export type Door = (typeof DOORS)[number];

/** The switches of Personal Health Data Handling, one a door that has one. */
export interface ComplianceSettings {
  hipaaEnabled: boolean;
  restrictApi: boolean;
  restrictExport: boolean;
  restrictZohoApps: boolean;
  restrictThirdParty: boolean;
}

/** The limits of the seed: 10 modules an org, 25 marked fields a module. */
export const MAX_MODULES = 10;
export const MAX_MARKED_FIELDS = 25;
