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
