/**
 * An entry as a FHIR R4 AuditEvent. Where an act was done it follows the profile of IHE BALP for what it was: Read, Query, Create,
 * Update, Delete, each with a patient where the record is one, and the disclosure to an app. What was refused follows none of
 * them, as they are of success. Pure: one entry in, one resource out. Records are named by id only; of what is sealed it says nothing.
 */

import { type Entry, leafHashOf } from '../entry';
import { rowOf } from '../known';
import { sentenceOf } from '../sentence';
import {
  AGENTS,
  type Coding,
  ENTITIES,
  interaction,
  OBSERVER,
  PURPOSE_CODES,
  ROLES,
  SUBTYPES,
  TYPES,
} from './fhir-codes';
import { type Form, formOf } from './fhir-kinds';
import type { Product } from './product';
import { kindOf } from './verbs';

export type AuditEvent = Readonly<Record<string, unknown>> & { resourceType: 'AuditEvent' };

const PROFILES = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';

/** The entry as an AuditEvent. */
export function auditEventOf(entry: Entry, product: Product): AuditEvent {
  const form = formOf(entry);
  const purpose = entry.purpose === null ? undefined : rowOf(PURPOSE_CODES, entry.purpose);
  return {
    resourceType: 'AuditEvent',
    id: entry.id,
    ...(form.profile !== null && { meta: { profile: [`${PROFILES}${form.profile}`] } }),
    type: TYPES[form.type],
    subtype: [...subtypesOf(form), act(entry)],
    action: form.action,
    recorded: entry.at.toISOString(),
    outcome: form.isDone ? '0' : '4',
    outcomeDesc: sentenceOf(entry.action, entry.outcome),
    ...(purpose && { purposeOfEvent: [{ coding: [purpose] }] }),
    agent: agentsOf(entry, form, product),
    source: { site: product.host, observer: server(entry), type: [OBSERVER] },
    entity: entitiesOf(entry, form),
  };
}

const act = ({ action }: Entry): Coding => ({
  system: 'urn:careledger:act',
  code: action,
  display: sentenceOf(action, 'done'),
});

function subtypesOf({ interaction: code, subtype }: Form): Coding[] {
  if (code) return [interaction(code, code)];
  return subtype ? [SUBTYPES[subtype]] : [];
}

/** Something of ours by its id: a logical reference, for no server of FHIR holds it. */
const ours = ({ orgId }: Entry, kind: string, value: string) => ({
  identifier: { system: `urn:careledger:${orgId}:${kind}`, value },
});

const server = (entry: Entry) => ({ ...ours(entry, 'server', 'careledger'), display: 'Careledger' });

/** The program that asked, the server, and the person where it was one. */
function agentsOf(entry: Entry, form: Form, { host }: Product) {
  const here = { address: host, type: '1' };
  const [client, ofServer, ofUser] = form.agents;
  const isPerson = entry.actorKind === 'user' || entry.actorKind === 'visitor';
  const program = entry.actorKind === 'client' ? ours(entry, 'client', entry.actorId) : { display: 'Browser' };
  return [
    {
      type: concept(AGENTS[client]),
      who: form.recipient ? server(entry) : entry.actorKind === 'system' ? server(entry) : program,
      requestor: !isPerson,
      network: form.recipient || entry.ip === null ? here : { address: entry.ip, type: '2' },
    },
    {
      type: concept(AGENTS[ofServer]),
      who: form.recipient ? ours(entry, 'app', form.recipient) : server(entry),
      requestor: false,
      network: form.recipient ? { address: `urn:careledger:${entry.orgId}:app:${form.recipient}`, type: '5' } : here,
    },
    ...(isPerson
      ? [
          {
            type: concept(AGENTS[ofUser]),
            who: ours(entry, entry.actorKind, entry.actorId),
            ...(entry.actorName !== '' && { name: entry.actorName }),
            requestor: true,
          },
        ]
      : []),
  ];
}

const concept = (coding: Coding) => ({ coding: [coding] });

function entitiesOf(entry: Entry, form: Form) {
  const { recordId, module, action } = entry;
  const about = module ?? kindOf(action);
  const fields = entry.fields.length > 0 ? `?fields=${entry.fields.join(',')}` : '';
  return [
    { what: ours(entry, 'request', entry.requestId), type: ENTITIES.request },
    form.isQuery
      ? {
          type: ENTITIES.object,
          role: ROLES.query,
          // Which fields were asked for. With which values stands nowhere.
          query: Buffer.from(`${about}${fields}`).toString('base64'),
        }
      : { what: dataOf(entry, about), type: ENTITIES.object, role: ROLES.resource },
    ...(form.patientId === null
      ? []
      : [{ what: patient(entry, form.patientId), type: ENTITIES.person, role: ROLES.patient }]),
    { what: ours(entry, 'entry', entry.id), type: ENTITIES.other, detail: detailOf(entry, recordId) },
  ];
}

const patient = (entry: Entry, id: string) => ({
  reference: `Patient/${id}`,
  type: 'Patient',
  ...ours(entry, 'record', id),
});

function dataOf(entry: Entry, about: string) {
  if (entry.recordId !== null) return { ...ours(entry, 'record', entry.recordId), display: about };
  if (entry.subjectId !== null) return { ...ours(entry, kindOf(entry.action), entry.subjectId), display: about };
  return { display: about };
}

/** What an AuditEvent has no place for, as the entry has it, and the hash that it has in the tree. */
function detailOf(entry: Entry, recordId: string | null) {
  const said: [string, string | null][] = [
    ['leaf-hash', leafHashOf(entry).toString('hex')],
    ['door', entry.door],
    ['fields', entry.fields.join(', ') || null],
    ['facts', entry.facts === '{}' ? null : entry.facts],
    ['subject', recordId === null ? null : entry.subjectId],
  ];
  return said.flatMap(([type, valueString]) => (valueString === null ? [] : [{ type, valueString }]));
}
