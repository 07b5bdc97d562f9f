/**
 * Zoho Desk, API v1. Zoho's table of restrictions names Last Name and Email of a contact as what Desk cannot do without:
 * where one is restricted, "data is not pushed". What the table says of accounts is not public: the account's name is what
 * the API requires. Desk knows no key of a request, so a repeat after a lost answer may make a contact twice, unless the
 * organization has its duplicate check on: then it answers `duplicate`, which a repeat takes as done.
 */

import type { AppAnswer, AppModule, AppRequest, Connector, Outbound, RemoteField } from './connector';
import { forLeads } from './leads';
import { byStatus } from './refusal';
import { asTexts, at, given, idOf } from './values';
import { organizationAsked, zohoAddresses, zohoAuth } from './zoho';

// City, state and country: 100 characters when a contact is created, 30 when it is changed; the smaller is declared.
const contactFields: readonly RemoteField[] = [
  { name: 'lastName', label: 'Last Name', needed: true, from: 'Last_Name', longest: 200 },
  { name: 'firstName', label: 'First Name', from: 'First_Name', longest: 40 },
  { name: 'email', label: 'Email', needed: true, from: 'Email', longest: 255 },
  { name: 'secondaryEmail', label: 'Secondary Email', from: 'Secondary_Email', longest: 100 },
  { name: 'phone', label: 'Phone', from: 'Phone', longest: 50 },
  { name: 'mobile', label: 'Mobile', from: 'Mobile', longest: 50 },
  { name: 'title', label: 'Title', from: 'Title', longest: 100 },
  { name: 'street', label: 'Street', from: 'Mailing_Street', longest: 250 },
  { name: 'city', label: 'City', from: 'Mailing_City', longest: 30 },
  { name: 'state', label: 'State', from: 'Mailing_State', longest: 30 },
  { name: 'country', label: 'Country', from: 'Mailing_Country', longest: 30 },
  { name: 'zip', label: 'Zip', from: 'Mailing_Zip' },
  { name: 'description', label: 'Description', from: 'Description', longest: 65_535 },
];

const accountFields: readonly RemoteField[] = [
  { name: 'accountName', label: 'Account Name', needed: true, from: 'Account_Name', longest: 200 },
  { name: 'website', label: 'Website', from: 'Website', longest: 120 },
  { name: 'phone', label: 'Phone', from: 'Phone', longest: 50 },
  { name: 'description', label: 'Description', from: 'Description', longest: 65_535 },
];

function moduleFor(remote: string, path: string, ids: string, fields: readonly RemoteField[]): AppModule {
  const send = (method: 'POST' | 'PATCH', to: string, settings: Outbound['settings'], json: unknown): AppRequest => ({
    method,
    path: `/api/v1/${to}`,
    headers: { orgId: settings.orgId ?? '' },
    json,
  });
  const create: AppModule['create'] = ({ settings, values }) => send('POST', path, settings, asTexts(given(values)));
  return {
    remote,
    fields,
    create,
    change: (record) =>
      record.remoteId === null
        ? create(record)
        : send('PATCH', `${path}/${record.remoteId}`, record.settings, asTexts(record.values)),
    remove: ({ remoteId, settings }) =>
      remoteId === null ? null : send('POST', `${path}/moveToTrash`, settings, { [ids]: [remoteId] }),
    remoteId: ({ json }) => idOf(at(json, 'id')),
    alreadyThere: (answer) => (answer.status === 422 && saysDuplicate(answer) ? '' : null),
  };
}

const saysDuplicate = ({ json }: AppAnswer): boolean => {
  const errors = at(json, 'errors');
  return Array.isArray(errors) && errors.length > 0 && errors.every((one) => at(one, 'errorType') === 'duplicate');
};

export const desk: Connector = {
  key: 'desk',
  label: 'Zoho Desk',
  kind: 'zoho_app',
  about: 'Agents see who writes to them: contacts and accounts as you keep them here.',
  addresses: zohoAddresses((ending) => `https://desk.zoho.${ending}`),
  auth: zohoAuth,
  settings: [organizationAsked('orgId')],
  modules: {
    Contacts: moduleFor('Contacts', 'contacts', 'contactIds', contactFields),
    Leads: moduleFor('Contacts', 'contacts', 'contactIds', forLeads(contactFields)),
    Accounts: moduleFor('Accounts', 'accounts', 'accountIds', accountFields),
  },
  // Documented are credits a day and requests at a time, not a rate: a careful figure.
  limits: { perMinute: 100, bodyBytes: 1024 * 1024 },
  test: ({ settings }) => ({
    method: 'GET',
    path: `/api/v1/organizations/${encodeURIComponent(settings.orgId ?? '')}`,
    headers: { orgId: settings.orgId ?? '' },
  }),
  refusal: (answer) => byStatus(answer, at(answer.json, 'errorCode')),
};
