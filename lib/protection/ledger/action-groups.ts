/** Actions by what an auditor looks for. Total: an action of a new kind, without a group, does not compile. */
import { ACTIONS, type LedgerAction } from './actions';
import { rowOf } from './known';

export const ACTION_GROUPS = {
  phi: 'Access to health data',
  records: 'Records, notes and files',
  chat: 'Live chat',
  transfer: 'Imports and exports',
  sign_in: 'Sign-ins and sessions',
  people: 'Users, profiles and roles',
  hipaa: 'HIPAA settings and marks',
  setup: 'Modules, fields and settings',
  apps: 'Connected apps and agreements',
  ledger: 'Audit log',
} as const;

export type ActionGroup = keyof typeof ACTION_GROUPS;

type Kind<Action extends string> = Action extends `${infer Head}.${string}` ? Head : never;

/** The group of each kind of action, by what stands before its dot. */
const GROUP_OF_KIND: Record<Kind<LedgerAction>, ActionGroup> = {
  org: 'setup',
  user: 'people',
  mail: 'people',
  session: 'sign_in',
  access: 'sign_in',
  profile: 'people',
  role: 'people',
  api_client: 'people',
  api_token: 'sign_in',
  scim: 'people',
  access_review: 'people',
  approval: 'people',
  budget: 'phi',
  emergency: 'phi',
  settings: 'setup',
  compliance: 'hipaa',
  field: 'setup',
  module: 'setup',
  layout: 'setup',
  record: 'records',
  note: 'records',
  attachment: 'records',
  import: 'transfer',
  export: 'transfer',
  mass_change: 'records',
  duplicates: 'records',
  job: 'transfer',
  view: 'setup',
  report: 'setup',
  conversation: 'chat',
  visitor: 'chat',
  chat_setup: 'chat',
  chat_extract: 'chat',
  chat_limit: 'chat',
  app: 'apps',
  agreement: 'apps',
  accounting: 'apps',
  record_extract: 'ledger',
  ledger_filter: 'ledger',
  ledger: 'ledger',
  review: 'ledger',
  sso: 'people',
  kit: 'people',
  siem: 'ledger',
  checkpoint: 'ledger',
  key: 'setup',
  integrity: 'hipaa',
};

const EXCEPTIONS: Partial<Record<LedgerAction, ActionGroup>> = {
  'user.sign_in': 'sign_in',
  'user.sign_in_failed': 'sign_in',
  'user.sign_in_odd': 'sign_in',
  'user.sign_out': 'sign_in',
  'user.prove': 'sign_in',
  'user.prove_failed': 'sign_in',
  'user.factor_cloned': 'sign_in',
  'field.mark': 'hipaa',
  'field.unmark': 'hipaa',
  'field.seal': 'hipaa',
  'record.seal': 'hipaa',
  'record.view': 'phi',
  'record.list': 'phi',
  'record.search': 'phi',
  'duplicates.find': 'phi',
  'record.reveal': 'phi',
  'record.print': 'phi',
  'record.subject_export': 'phi',
  'note.view': 'phi',
  'attachment.download': 'phi',
};

export const ACTION_NAMES = Object.keys(ACTIONS) as [LedgerAction, ...LedgerAction[]];
export const GROUP_NAMES = Object.keys(ACTION_GROUPS) as [ActionGroup, ...ActionGroup[]];

/** Where an act belongs. One that is none of ours (SQL put it there) is a matter of the audit log. */
export function groupOf(action: LedgerAction): ActionGroup {
  const kind = action.split('.', 1)[0] ?? '';
  return rowOf<ActionGroup | undefined>(EXCEPTIONS, action) ?? rowOf(GROUP_OF_KIND, kind) ?? 'ledger';
}

export function actionsIn(group: ActionGroup): LedgerAction[] {
  return ACTION_NAMES.filter((action) => groupOf(action) === group);
}
