/**
 * What each act does to what it is about, in the words that FHIR and OCSF share. Total: an act whose last word is new, without a
 * row here, does not compile. Pure.
 */
import type { LedgerAction } from '../actions';

/** `query` looks for many; `execute` is none of the others. */
export type Verb = 'create' | 'read' | 'query' | 'update' | 'delete' | 'execute' | 'sign_in' | 'sign_out';

type LastWord<Action extends string> = Action extends `${string}.${infer Tail}` ? Tail : never;

/** By what stands behind the dot of an action. */
const VERB_OF: Record<LastWord<LedgerAction>, Verb> = {
  accept: 'update',
  accept_transfer: 'update',
  add_participant: 'update',
  adopt: 'update',
  ask: 'create',
  attach: 'create',
  block: 'update',
  cancel: 'update',
  change_password: 'update',
  check: 'execute',
  close: 'update',
  confirm: 'update',
  connect: 'create',
  create: 'create',
  credentials: 'update',
  delete: 'delete',
  deselect_module: 'update',
  download: 'read',
  elapse: 'update',
  end: 'update',
  enter_force: 'update',
  export: 'read',
  export_start: 'execute',
  failed: 'execute',
  find: 'query',
  finish: 'execute',
  give: 'create',
  give_up: 'execute',
  hide: 'update',
  issue: 'create',
  link: 'update',
  list: 'query',
  mark: 'update',
  mended: 'execute',
  merge: 'update',
  miss: 'update',
  near: 'execute',
  open: 'read',
  pause: 'update',
  pick_up: 'update',
  print: 'read',
  purge: 'delete',
  raise: 'update',
  rate: 'update',
  reach: 'execute',
  receive: 'execute',
  refuse: 'execute',
  reject_transfer: 'update',
  remove: 'delete',
  remove_participant: 'update',
  replay: 'execute',
  reread: 'update',
  restore: 'update',
  restore_marks: 'update',
  result: 'read',
  resume: 'update',
  reveal: 'read',
  revoke: 'delete',
  revoke_link: 'delete',
  rotate_secret: 'update',
  seal: 'update',
  search: 'query',
  select_module: 'update',
  send: 'execute',
  send_without: 'execute',
  sign: 'update',
  sign_in: 'sign_in',
  sign_in_failed: 'sign_in',
  sign_out: 'sign_out',
  skip: 'execute',
  start: 'execute',
  stop: 'update',
  subject_export: 'read',
  suspend: 'update',
  take_back: 'update',
  tell_apart: 'create',
  test: 'execute',
  transfer: 'update',
  unblock: 'update',
  undo: 'execute',
  unmark: 'update',
  unmerge: 'update',
  update: 'update',
  upload: 'create',
  verify: 'execute',
  verify_start: 'execute',
  view: 'read',
  withdraw: 'update',
  withhold: 'execute',
  write: 'create',
};

const EXCEPTIONS: Partial<Record<LedgerAction, Verb>> = {
  'conversation.start': 'create',
  'agreement.send': 'create',
  'session.end': 'sign_out',
  'app.remove': 'execute',
  'ledger.restore': 'execute',
};

export const verbOf = (action: LedgerAction): Verb =>
  EXCEPTIONS[action] ?? VERB_OF[action.slice(action.indexOf('.') + 1) as LastWord<LedgerAction>];

/** What kind of thing an act is about: what stands before the dot. */
export const kindOf = (action: LedgerAction): string => action.slice(0, action.indexOf('.'));
