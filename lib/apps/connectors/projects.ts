/**
 * Zoho Projects, REST API: a person becomes a client user of a client company of the portal. Zoho's table names Email as what
 * it cannot do without: where it is restricted, "the client user is not added". The API takes the address and no name; to add
 * one who is there already does no harm.
 */

import type { AppModule, Connector, Outbound } from './connector';
import { byStatus } from './refusal';
import { at, idOf, textOf } from './values';
import { zohoAddresses, zohoAuth } from './zoho';

const portalOf = (settings: Outbound['settings']): string =>
  `/restapi/portal/${encodeURIComponent(settings.portalId ?? '')}`;

const add: AppModule['create'] = ({ settings, values }) => ({
  method: 'POST',
  path: `${portalOf(settings)}/clients/${encodeURIComponent(settings.clientId ?? '')}/users/`,
  form: { email: textOf(values.email ?? null) },
});

const clientUsers: AppModule = {
  remote: 'Client users',
  fields: [{ name: 'email', label: 'Email', needed: true, from: 'Email', longest: 100 }],
  create: add,
  change: add,
  remove: ({ settings, remoteId }) =>
    remoteId === null ? null : { method: 'DELETE', path: `${portalOf(settings)}/clientusers/${remoteId}` },
  remoteId: ({ json }) => idOf(at(json, 'users.0.id')),
  alreadyThere: ({ status }) => (status === 409 ? '' : null),
};

export const projects: Connector = {
  key: 'projects',
  label: 'Zoho Projects',
  kind: 'zoho_app',
  about: 'Invites people into a project as users of a client company.',
  addresses: zohoAddresses((ending) => `https://projectsapi.zoho.${ending}`),
  auth: zohoAuth,
  settings: [
    { name: 'portalId', label: 'Portal ID' },
    { name: 'clientId', label: 'Client company ID' },
  ],
  modules: { Contacts: clientUsers, Leads: clientUsers },
  // 100 calls in two minutes; over it, half an hour without.
  limits: { perMinute: 45, bodyBytes: 64 * 1024 },
  test: ({ settings }) => ({ method: 'GET', path: `${portalOf(settings)}/users/availcount/` }),
  refusal: (answer) => byStatus(answer, at(answer.json, 'error.code')),
};
