/** The rights a profile grants (product.md §1). Pure data: stored as JSON in `profiles.rights`. */
import type { Id } from '@/lib/platform/ids';

export const MODULE_RIGHTS = ['view', 'create', 'edit', 'delete', 'import', 'export'] as const;
export type ModuleRight = (typeof MODULE_RIGHTS)[number];

export const ORG_RIGHTS = [
  'revealPhi',
  'manageCompliance',
  'manageModules',
  'manageUsers',
  'readLedger',
  'readWholeLedger',
  'exportLedger',
  'manageChat',
  'deleteConversations',
  'emergencyAccess',
] as const;
export type OrgRight = (typeof ORG_RIGHTS)[number];

/** What a profile lets one do with a field: `edit` where it says nothing. */
export const FIELD_RIGHTS = ['edit', 'read', 'hidden'] as const;
export type FieldRight = (typeof FIELD_RIGHTS)[number];

/** By id of the field; one that is not named may be edited, as far as the module's rights go. */
export type FieldRights = Readonly<Record<Id, Exclude<FieldRight, 'edit'>>>;

export interface ProfileRights {
  /** Rights in modules that `modules` does not name. */
  everyModule: readonly ModuleRight[];
  /** By module API name; replaces `everyModule` for that module. */
  modules: Readonly<Record<string, readonly ModuleRight[]>>;
  org: readonly OrgRight[];
  /** Fields that its holders may only read, or not know of. */
  fields?: FieldRights;
  /** From where and when its holders may be signed in; anywhere and always where absent. */
  signIn?: SignInLimits;
}

/** Monday is 1, Sunday 7, as in ISO 8601. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const dayName = (day: Weekday): string => DAYS[day - 1] ?? '';

export interface SignInHours {
  /** IANA. */
  zone: string;
  days: readonly Weekday[];
  /** `HH:MM` on a clock of the zone. Where `to` comes before `from` they last past midnight, and belong to the day they begin. */
  from: string;
  to: string;
}

export interface SignInLimits {
  /** Addresses and ranges; none is any. */
  addresses: readonly string[];
  hours: SignInHours | null;
}

const ALL_MODULE_RIGHTS: readonly ModuleRight[] = MODULE_RIGHTS;

/** The three standard profiles. Whoever configures does not read PHI: the Administrator has no `revealPhi`. */
export const STANDARD_PROFILES: Readonly<Record<'Administrator' | 'Operator' | 'Compliance Officer', ProfileRights>> = {
  Administrator: {
    everyModule: ALL_MODULE_RIGHTS,
    modules: {},
    org: [
      'manageCompliance',
      'manageModules',
      'manageUsers',
      'readLedger',
      'readWholeLedger',
      'exportLedger',
      'manageChat',
      'deleteConversations',
    ],
  },
  Operator: {
    everyModule: ALL_MODULE_RIGHTS,
    modules: {},
    org: ['revealPhi', 'readLedger'],
  },
  'Compliance Officer': {
    everyModule: [],
    modules: {},
    org: ['readLedger', 'readWholeLedger', 'exportLedger'],
  },
};

export function canInModule(rights: ProfileRights, module: string, right: ModuleRight): boolean {
  return (rights.modules[module] ?? rights.everyModule).includes(right);
}

export function canInOrg(rights: ProfileRights, right: OrgRight): boolean {
  return rights.org.includes(right);
}

/** What rights in fields say of one. */
export function fieldRightIn(fields: FieldRights | undefined, fieldId: Id): FieldRight {
  return fields && Object.hasOwn(fields, fieldId) ? (fields[fieldId] ?? 'edit') : 'edit';
}

export const isFieldHidden = (rights: ProfileRights, fieldId: Id): boolean =>
  fieldRightIn(rights.fields, fieldId) === 'hidden';
