/** The ways out, and the switches of Personal Health Data Handling: a door that has one names it here. Pure. */

/** A closed type: a new way out of the product names itself here, and policy must answer for it, or it has a switch. */
export const DOORS = ['screen', 'export', 'api', 'zoho_app', 'third_party', 'visitor'] as const;

export type Door = (typeof DOORS)[number];

/** Door → its switch in the settings. */
export const SWITCH_OF = {
  api: 'restrictApi',
  export: 'restrictExport',
  zoho_app: 'restrictZohoApps',
  third_party: 'restrictThirdParty',
} as const satisfies Partial<Record<Door, string>>;

/** The doors that have a switch. */
export type RestrictableDoor = keyof typeof SWITCH_OF;

export const RESTRICTABLE_DOORS = Object.keys(SWITCH_OF) as RestrictableDoor[];

type Switch = (typeof SWITCH_OF)[RestrictableDoor];

export type ComplianceSettings = { hipaaEnabled: boolean } & Record<Switch, boolean>;

/** All switches, each as it is said to stand. */
export const eachSwitch = (stands: (name: Switch) => boolean): Record<Switch, boolean> =>
  Object.fromEntries(Object.values(SWITCH_OF).map((name) => [name, stands(name)])) as Record<Switch, boolean>;

/** How long what was unprotected may stay protected when nobody confirms: the choices, in hours; 0 is no delay. */
export const HOLD_HOURS = [0, 1, 4, 24, 48, 72, 168] as const;

/** The limits of the seed: 10 modules an org, 25 marked fields a module. */
export const MAX_MODULES = 10;
export const MAX_MARKED_FIELDS = 25;
