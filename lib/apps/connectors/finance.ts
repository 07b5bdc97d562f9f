/**
 * Zoho Finance, by Zoho Books' API v3: a person is a customer with one contact person, an account is a customer of its own.
 * Zoho's table names Last Name and Email of a contact as what Finance cannot do without: where one is restricted, "data is
 * not pushed". Of accounts the table says nothing that is public: declared is the contact's name, which the API requires.
 * Books has one customer of a name and refuses a second (3062); a repeat takes that as done.
 */

import type { AppModule, AppRequest, Connector, Outbound, RemoteField } from './connector';
import { forLeads } from './leads';
import { byStatus } from './refusal';
import { asTexts, at, given, idOf, nameOf, nest } from './values';
import { organizationAsked, zohoAddresses, zohoAuth } from './zoho';

const addressFields = (prefix: string, code: string): readonly RemoteField[] => [
  { name: 'billing_address.address', label: 'Street', from: `${prefix}_Street`, longest: 500 },
  { name: 'billing_address.city', label: 'City', from: `${prefix}_City`, longest: 100 },
  { name: 'billing_address.state', label: 'State', from: `${prefix}_State`, longest: 100 },
  { name: 'billing_address.zip', label: 'Zip', from: `${prefix}_${code}`, longest: 50 },
  { name: 'billing_address.country', label: 'Country', from: `${prefix}_Country`, longest: 100 },
];

const personFields: readonly RemoteField[] = [
  { name: 'last_name', label: 'Last Name', needed: true, from: 'Last_Name', longest: 98 },
  { name: 'first_name', label: 'First Name', from: 'First_Name', longest: 100 },
  { name: 'email', label: 'Email', needed: true, from: 'Email', longest: 100 },
  { name: 'phone', label: 'Phone', from: 'Phone', longest: 50 },
  { name: 'mobile', label: 'Mobile', from: 'Mobile', longest: 50 },
  { name: 'designation', label: 'Designation', from: 'Title', longest: 50 },
  { name: 'department', label: 'Department', from: 'Department', longest: 50 },
  { name: 'company_name', label: 'Company Name', from: 'Account_Name', longest: 200 },
  ...addressFields('Mailing', 'Zip'),
];

const accountFields: readonly RemoteField[] = [
  { name: 'contact_name', label: 'Customer Name', needed: true, from: 'Account_Name', longest: 200 },
  { name: 'website', label: 'Website', from: 'Website', longest: 200 },
  ...addressFields('Billing', 'Code'),
];

type Texts = Record<string, string>;

/** The contact person's part of the values, and the rest. */
function ofPerson(texts: Texts): Record<string, unknown> {
  const { last_name, first_name, email, phone, mobile, designation, department, ...rest } = texts;
  const person = { last_name, first_name, email, phone, mobile, designation, department, is_primary_contact: true };
  return {
    ...nest(rest),
    contact_name: nameOf(first_name, last_name),
    customer_sub_type: 'individual',
    contact_persons: [person],
  };
}

const ofAccount = (texts: Texts): Record<string, unknown> => ({ ...nest(texts), customer_sub_type: 'business' });

function moduleFor(fields: readonly RemoteField[], contactOf: (texts: Texts) => Record<string, unknown>): AppModule {
  const send = (method: AppRequest['method'], id: string, settings: Outbound['settings']): AppRequest => ({
    method,
    path: `/books/v3/contacts${id}?organization_id=${encodeURIComponent(settings.organizationId ?? '')}`,
  });
  const create: AppModule['create'] = ({ settings, values }) => ({
    ...send('POST', '', settings),
    json: { contact_type: 'customer', ...contactOf(asTexts(given(values))) },
  });
  return {
    remote: 'Customers',
    fields,
    create,
    change: (record) =>
      record.remoteId === null
        ? create(record)
        : { ...send('PUT', `/${record.remoteId}`, record.settings), json: contactOf(asTexts(record.values)) },
    remove: ({ settings, remoteId }) => (remoteId === null ? null : send('DELETE', `/${remoteId}`, settings)),
    remoteId: ({ json }) => idOf(at(json, 'contact.contact_id')),
    alreadyThere: ({ json }) => (at(json, 'code') === 3062 ? '' : null),
  };
}

export const finance: Connector = {
  key: 'finance',
  label: 'Zoho Finance (Books)',
  kind: 'zoho_app',
  about: 'Keeps customers for invoices as you keep contacts and accounts here.',
  addresses: zohoAddresses((ending) => `https://www.zohoapis.${ending}`),
  auth: zohoAuth,
  settings: [organizationAsked('organizationId')],
  modules: {
    Contacts: moduleFor(personFields, ofPerson),
    Leads: moduleFor(forLeads(personFields), ofPerson),
    Accounts: moduleFor(accountFields, ofAccount),
  },
  // 100 requests a minute of one organization.
  limits: { perMinute: 90, bodyBytes: 512 * 1024 },
  test: ({ settings }) => ({
    method: 'GET',
    path: `/books/v3/organizations/${encodeURIComponent(settings.organizationId ?? '')}`,
  }),
  refusal: (answer) => byStatus(answer, at(answer.json, 'code')),
};
