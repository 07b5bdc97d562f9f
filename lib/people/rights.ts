/** The rights a profile grants (product.md §1). Pure data: stored as JSON in `profiles.rights`. */

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
] as const;
export type OrgRight = (typeof ORG_RIGHTS)[number];

export interface ProfileRights {
  /** Rights in modules that `modules` does not name. */
  everyModule: readonly ModuleRight[];
  /** By module API name; replaces `everyModule` for that module. */
  modules: Readonly<Record<string, readonly ModuleRight[]>>;
  org: readonly OrgRight[];
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
