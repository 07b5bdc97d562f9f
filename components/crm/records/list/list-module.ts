import { canInModule, canInOrg, type ProfileRights } from '@/lib/people/rights';

/** What the parts of a list know of its module, and of what the asker may do there. */
export interface ListModule {
  apiName: string;
  singular: string;
  plural: string;
  hipaa: boolean;
  /** API names of the fields that make a record's name. */
  nameFields: readonly string[];
}

export interface ListRights {
  create: boolean;
  edit: boolean;
  import: boolean;
  export: boolean;
  delete: boolean;
  shareViews: boolean;
  reveal: boolean;
}

export const listRightsOf = (rights: ProfileRights, module: string): ListRights => ({
  create: canInModule(rights, module, 'create'),
  edit: canInModule(rights, module, 'edit'),
  import: canInModule(rights, module, 'import'),
  export: canInModule(rights, module, 'export'),
  delete: canInModule(rights, module, 'delete'),
  shareViews: canInOrg(rights, 'manageModules'),
  reveal: canInOrg(rights, 'revealPhi'),
});
