import type { FieldRight, ModuleRight, OrgRight } from '@/lib/people/rights';

/** The rights in words a person can decide by. */
export const MODULE_RIGHT_WORDS: Record<ModuleRight, string> = {
  view: 'View',
  create: 'Create',
  edit: 'Edit',
  delete: 'Delete',
  import: 'Import',
  export: 'Export',
};

export const FIELD_RIGHT_WORDS: Record<FieldRight, string> = {
  edit: 'Edit',
  read: 'Read',
  hidden: 'Hidden',
};

export const ORG_RIGHT_WORDS: Record<OrgRight, { label: string; description: string }> = {
  revealPhi: {
    label: 'Reveal personal health data',
    description: 'See masked values one at a time, each with a purpose that is recorded.',
  },
  manageCompliance: {
    label: 'Manage compliance and security',
    description: 'HIPAA settings, marking personal health data, the session policy, keys.',
  },
  manageModules: {
    label: 'Manage modules and fields',
    description: 'Modules, fields and layouts.',
  },
  manageUsers: {
    label: 'Manage users, profiles and roles',
    description: 'Who may sign in, what they may do, how records are shared.',
  },
  readLedger: {
    label: 'Read the audit log',
    description: 'Own events and those of the roles below.',
  },
  readWholeLedger: {
    label: 'Read the whole audit log',
    description: 'The events of everybody.',
  },
  exportLedger: {
    label: 'Export the audit log',
    description: 'Download the events one may read.',
  },
  manageChat: {
    label: 'Manage chat',
    description: 'The chat widget, its form and its routing.',
  },
  deleteConversations: {
    label: 'Delete conversations',
    description: 'Move closed conversations to the recycle bin.',
  },
  emergencyAccess: {
    label: 'Emergency access',
    description:
      'Open one record that they could not read, with a reason, for an hour at most. Everybody concerned is told, and somebody else reviews it.',
  },
};
