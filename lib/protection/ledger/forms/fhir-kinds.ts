/** Which form of AuditEvent an entry takes: its type, its profile of IHE BALP, its agents' roles. Pure. */
import type { LedgerAction } from '../actions';
import type { Entry } from '../entry';
import type { AGENTS, SUBTYPES, TYPES } from './fhir-codes';
import { kindOf, type Verb, verbOf } from './verbs';

/** Whose records are people, patients among them. */
const OF_PATIENTS: ReadonlySet<string> = new Set(['Contacts', 'Leads']);

type AgentName = keyof typeof AGENTS;

export interface Form {
  type: keyof typeof TYPES;
  action: 'C' | 'R' | 'U' | 'D' | 'E';
  isDone: boolean;
  isQuery: boolean;
  /** The end of the profile's name; null where it follows none. */
  profile: string | null;
  /** Of FHIR's REST. */
  interaction?: string;
  subtype?: keyof typeof SUBTYPES;
  patientId: string | null;
  /** Of the program that asked, the server, and the person. */
  agents: readonly [AgentName, AgentName, AgentName];
  /** The app that a record was disclosed to. */
  recipient: string | null;
}

type Rest = Exclude<Verb, 'execute' | 'sign_in' | 'sign_out'>;

const REST: Record<Rest, Pick<Form, 'action' | 'agents' | 'interaction'> & { name: string }> = {
  read: { name: 'Read', action: 'R', interaction: 'read', agents: ['destination', 'source', 'recipient'] },
  query: { name: 'Query', action: 'E', interaction: 'search-type', agents: ['source', 'destination', 'recipient'] },
  create: { name: 'Create', action: 'C', interaction: 'create', agents: ['source', 'destination', 'author'] },
  update: { name: 'Update', action: 'U', interaction: 'update', agents: ['source', 'destination', 'author'] },
  delete: { name: 'Delete', action: 'D', interaction: 'delete', agents: ['application', 'custodian', 'author'] },
};

/** What leaves by a file, and what comes by one. */
const EXPORTS: ReadonlySet<LedgerAction> = new Set([
  'export.finish',
  'export.download',
  'record.print',
  'record.subject_export',
  'conversation.export',
  'accounting.export',
]);

/** Kinds of acts upon the audit log itself, whichever record its entries are about. */
const OF_THE_LOG: ReadonlySet<string> = new Set(['ledger', 'ledger_filter', 'record_extract']);

export function formOf(entry: Entry): Form {
  const { action, module, recordId, subjectId } = entry;
  const verb = verbOf(action);
  const isDone = entry.outcome === 'done' && action !== 'user.sign_in_failed';
  const isPatient = module !== null && OF_PATIENTS.has(module) && recordId !== null;
  const same = { isDone, isQuery: false, profile: null, patientId: isPatient ? recordId : null, recipient: null };
  const plain = { ...same, agents: ['source', 'application', 'recipient'] } as const;
  if (action === 'app.send' && isDone && isPatient && subjectId !== null) {
    const profile = 'PrivacyDisclosure.Source';
    const agents = ['source', 'destination', 'recipient'] as const;
    return { ...same, type: 'export', action: 'R', subtype: 'disclose', profile, agents, recipient: subjectId };
  }
  if (verb === 'sign_in') return { ...plain, type: 'authentication', action: 'E', subtype: 'login' };
  if (verb === 'sign_out') return { ...plain, type: 'authentication', action: 'E', subtype: 'logout' };
  if (OF_THE_LOG.has(kindOf(action))) return { ...plain, type: 'auditLog', action: verb === 'read' ? 'R' : 'E' };
  if (EXPORTS.has(action)) return { ...plain, type: 'export', action: 'R' };
  if (kindOf(action) === 'import' && verb === 'execute') return { ...plain, type: 'import', action: 'C' };
  if (verb === 'execute') return { ...plain, type: 'application', action: 'E' };
  const { name, ...rest } = REST[verb];
  const profile = isDone ? `${isPatient ? 'Patient' : ''}${name}` : null;
  return { ...same, ...rest, type: 'rest', profile, isQuery: verb === 'query' };
}
