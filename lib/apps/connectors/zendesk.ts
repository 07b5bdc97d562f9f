/**
 * Zendesk, Ticketing API v2: a person is an end user, an account an organization, a case a ticket. Users and organizations are
 * upserted by `external_id`, which is our record's id; a ticket is made with an `Idempotency-Key`, which Zendesk keeps two
 * hours, and its id is needed later. A change of a case changes subject and priority: a comment once made stays as it is.
 * Nobody is written to: no verification mail, and a ticket's first comment is internal. Needed is what the API requires (a name,
 * a comment), and a user's last name, of which the name is made.
 */

import type { AppModule, AppRequest, Connector, OutboundValue, RemoteField, Removal } from './connector';
import { forLeads } from './leads';
import { byStatus } from './refusal';
import { asTexts, at, given, idOf, nameOf } from './values';

const userFields: readonly RemoteField[] = [
  { name: 'last_name', label: 'Last Name', needed: true, from: 'Last_Name', longest: 120 },
  { name: 'first_name', label: 'First Name', from: 'First_Name', longest: 120 },
  // "Writeable on create only. On update, a secondary email is added."
  { name: 'email', label: 'Email', from: 'Email', longest: 255, stays: true },
  { name: 'phone', label: 'Phone', from: 'Phone', longest: 50 },
  { name: 'details', label: 'Details', longest: 65_535 },
  { name: 'notes', label: 'Notes', longest: 65_535 },
];

const organizationFields: readonly RemoteField[] = [
  { name: 'name', label: 'Name', needed: true, from: 'Account_Name', longest: 255 },
  { name: 'details', label: 'Details', longest: 65_535 },
  { name: 'notes', label: 'Notes', from: 'Description', longest: 65_535 },
];

const ticketFields: readonly RemoteField[] = [
  // Nothing says that a ticket may be without a subject once it has one.
  { name: 'subject', label: 'Subject', from: 'Subject', longest: 150, stays: true },
  { name: 'comment', label: 'First comment (internal)', needed: true, from: 'Description', longest: 65_535 },
  { name: 'priority', label: 'Priority', from: 'Priority' },
];

type Values = Readonly<Record<string, OutboundValue>>;

/** Users and organizations: created and changed by the same request. */
function upserted(
  remote: string,
  one: string,
  fields: readonly RemoteField[],
  bodyOf: (values: Values) => object,
): AppModule {
  const put = ({ recordId, values }: { recordId: string; values: Values }): AppRequest => ({
    method: 'POST',
    path: `/api/v2/${remote}/create_or_update`,
    json: { [one]: { ...bodyOf(values), external_id: recordId } },
  });
  return {
    remote,
    fields,
    create: ({ recordId, values }) => put({ recordId, values: given(values) }),
    change: put,
    remove: (removal) => removeBy(remote, removal),
    remoteId: ({ json }) => idOf(at(json, `${one}.id`)),
  };
}

const removeBy = (remote: string, { remoteId }: Removal): AppRequest | null =>
  remoteId === null ? null : { method: 'DELETE', path: `/api/v2/${remote}/${remoteId}` };

function userOf(values: Values): object {
  const { last_name, first_name, ...rest } = asTexts(values);
  return { ...rest, name: nameOf(first_name, last_name), role: 'end-user', skip_verify_email: true };
}

/** The CRM's priorities in Zendesk's words; another word is left out, for Zendesk would refuse the ticket for it. */
const PRIORITIES: Readonly<Record<string, string>> = { High: 'high', Medium: 'normal', Low: 'low' };

function ticketOf(values: Values): { subject?: string; priority?: string } {
  const { subject, priority = '' } = asTexts(values);
  const known = PRIORITIES[priority];
  return { ...(subject === undefined ? {} : { subject }), ...(known ? { priority: known } : {}) };
}

const createTicket: AppModule['create'] = ({ values, key, recordId }) => ({
  method: 'POST',
  path: '/api/v2/tickets',
  headers: { 'idempotency-key': key },
  json: {
    ticket: {
      ...ticketOf(given(values)),
      comment: { body: asTexts(values).comment ?? '', public: false },
      external_id: recordId,
    },
  },
});

const tickets: AppModule = {
  remote: 'tickets',
  fields: ticketFields,
  create: createTicket,
  change: (record) =>
    record.remoteId === null
      ? createTicket(record)
      : { method: 'PUT', path: `/api/v2/tickets/${record.remoteId}`, json: { ticket: ticketOf(record.values) } },
  remove: (removal) => removeBy('tickets', removal),
  remoteId: ({ json }) => idOf(at(json, 'ticket.id')),
};

export const zendesk: Connector = {
  key: 'zendesk',
  label: 'Zendesk',
  kind: 'third_party',
  about: 'Agents there see people and organizations as you keep them here, and a ticket for each case.',
  addresses: [],
  addressHint: 'https://yourcompany.zendesk.com',
  auth: {
    kind: 'basic',
    user: 'user',
    password: 'token',
    asked: [
      { name: 'user', label: 'User', hint: "An agent's email address followed by /token" },
      { name: 'token', label: 'API token', secret: true },
    ],
  },
  settings: [],
  modules: {
    Contacts: upserted('users', 'user', userFields, userOf),
    Leads: upserted('users', 'user', forLeads(userFields), userOf),
    Accounts: upserted('organizations', 'organization', organizationFields, asTexts),
    Cases: tickets,
  },
  // 200 requests a minute on the smallest plan.
  limits: { perMinute: 150, bodyBytes: 512 * 1024 },
  test: () => ({ method: 'GET', path: '/api/v2/users/me' }),
  refusal: (answer) => byStatus(answer, at(answer.json, 'error')),
};
