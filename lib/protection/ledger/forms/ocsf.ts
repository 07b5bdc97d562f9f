/**
 * An entry as an OCSF event: Authentication for signing in and out, Entity Management for what decides who may do what, API
 * Activity for the rest. Pure: one entry in, one event out, which says no more than the entry, and of what is sealed in it
 * that it is there.
 */

import { isIP } from 'node:net';
import { type ActionGroup, groupOf } from '../action-groups';
import { type Entry, leafHashOf } from '../entry';
import { sentenceOf } from '../sentence';
import type { Product } from './product';
import { kindOf, type Verb, verbOf } from './verbs';

export type OcsfEvent = Readonly<Record<string, unknown>>;

const SCHEMA_VERSION = '1.9.0-dev';

/** Of what is managed: their groups are Entity Management. */
const MANAGED: ReadonlySet<ActionGroup> = new Set(['people', 'hipaa', 'setup']);

const CLASSES = {
  authentication: { category: 3, categoryName: 'Identity & Access Management', uid: 3002, name: 'Authentication' },
  entity: { category: 3, categoryName: 'Identity & Access Management', uid: 3004, name: 'Entity Management' },
  api: { category: 6, categoryName: 'Application Activity', uid: 6003, name: 'API Activity' },
} as const;

type ClassName = keyof typeof CLASSES;

const CRUD: Record<Exclude<Verb, 'sign_in' | 'sign_out'>, readonly [number, string]> = {
  create: [1, 'Create'],
  read: [2, 'Read'],
  query: [2, 'Read'],
  update: [3, 'Update'],
  delete: [4, 'Delete'],
  execute: [99, 'Other'],
};

/** The entry as an event of OCSF. @param index its leaf, where it has one */
export function ocsfOf(entry: Entry, product: Product, index?: number): OcsfEvent {
  const verb = verbOf(entry.action);
  const name = classOf(entry, verb);
  const { category, categoryName, uid, name: className } = CLASSES[name];
  const [activity, activityName] = activityOf(verb, entry);
  const isRefused = entry.outcome === 'refused' || entry.action === 'user.sign_in_failed';
  const what = sentenceOf(entry.action, entry.outcome);
  return {
    category_uid: category,
    category_name: categoryName,
    class_uid: uid,
    class_name: className,
    activity_id: activity,
    activity_name: activityName,
    type_uid: uid * 100 + activity,
    type_name: `${className}: ${activityName}`,
    ...severityOf(entry, isRefused),
    status_id: isRefused ? 2 : 1,
    status: isRefused ? 'Failure' : 'Success',
    time: entry.at.getTime(),
    timezone_offset: 0,
    message: what,
    metadata: metadataOf(entry, product, index),
    actor: { user: userOf(entry) },
    src_endpoint: endpointOf(entry, product),
    ...ABOUT[name](entry, product),
    unmapped: unmappedOf(entry),
  };
}

function classOf({ action }: Entry, verb: Verb): ClassName {
  if (verb === 'sign_in' || verb === 'sign_out') return 'authentication';
  return MANAGED.has(groupOf(action)) ? 'entity' : 'api';
}

function activityOf(verb: Verb, { action }: Entry): readonly [number, string] {
  if (verb === 'sign_in') return [1, 'Logon'];
  if (verb === 'sign_out') return [2, 'Logoff'];
  const [id, name] = CRUD[verb];
  return id === 99 ? [id, sentenceOf(action, 'done')] : [id, name];
}

/** What was found changed outside Careledger asks for somebody at once; what was refused may. */
function severityOf({ action }: Entry, isRefused: boolean) {
  if (action === 'integrity.failed') return { severity_id: 4, severity: 'High' };
  return isRefused ? { severity_id: 2, severity: 'Low' } : { severity_id: 1, severity: 'Informational' };
}

const metadataOf = (entry: Entry, { version }: Product, index: number | undefined) => ({
  version: SCHEMA_VERSION,
  product: { name: 'Careledger', vendor_name: 'Careledger', version },
  uid: entry.id,
  event_code: entry.action,
  correlation_uid: entry.requestId,
  tenant_uid: entry.orgId,
  log_name: `careledger/${entry.orgId}`,
  original_time: entry.at.toISOString(),
  labels: [groupOf(entry.action)],
  ...(index !== undefined && Number.isSafeInteger(index) && { sequence: index }),
});

const USER_TYPES = {
  user: { type_id: 1, type: 'User' },
  system: { type_id: 3, type: 'System' },
  client: { type_id: 4, type: 'Service' },
  visitor: { type_id: 99, type: 'Visitor' },
} as const;

const userOf = ({ actorKind, actorId, actorName }: Entry) => ({
  uid: actorId,
  name: actorName,
  ...USER_TYPES[actorKind],
});

/** Where the act came from; what Careledger did by itself came from its server. */
const endpointOf = ({ ip }: Entry, { host }: Product) =>
  ip !== null && isIP(ip) !== 0 ? { ip } : { svc_name: 'careledger', hostname: host };

const ABOUT: Record<ClassName, (entry: Entry, product: Product) => OcsfEvent> = {
  authentication: (entry, { host }) => ({
    user: userOf(entry),
    is_remote: entry.ip !== null,
    service: { name: 'Careledger', uid: host },
    ...(entry.action === 'session.end' && entry.subjectId !== null && { session: { uid: entry.subjectId } }),
  }),
  entity: (entry) => ({
    entity: {
      name: entry.module ?? kindOf(entry.action),
      type_id: 99,
      type: kindOf(entry.action),
      ...(idOf(entry) !== null && { uid: idOf(entry) }),
    },
  }),
  api: (entry) => ({
    api: { operation: entry.action, request: { uid: entry.requestId }, service: { name: 'Careledger' } },
    ...(resourcesOf(entry).length > 0 && { resources: resourcesOf(entry) }),
  }),
};

const idOf = ({ recordId, subjectId }: Entry) => recordId ?? subjectId;

function resourcesOf({ action, module, recordId, subjectId }: Entry) {
  const record = recordId !== null && {
    uid: recordId,
    type: 'record',
    ...(module !== null && { namespace: module }),
    role_id: 1,
    role: 'Target',
  };
  const subject = subjectId !== null && {
    uid: subjectId,
    type: kindOf(action),
    ...(recordId === null ? { role_id: 1, role: 'Target' } : { role_id: 4, role: 'Related' }),
  };
  return [record, subject].filter((one) => one !== false);
}

/** What OCSF has no place for: names of fields, facts and purpose, as the entry has them, and the hash that it has in the tree. */
const unmappedOf = (entry: Entry) => ({
  action: entry.action,
  ...(entry.door !== null && { door: entry.door }),
  ...(entry.purpose !== null && { purpose: entry.purpose }),
  ...(entry.fields.length > 0 && { fields: [...entry.fields] }),
  ...(entry.facts !== '{}' && { facts: entry.facts }),
  sealed_detail: entry.sealedDetail !== null,
  leaf_hash: leafHashOf(entry).toString('hex'),
});
