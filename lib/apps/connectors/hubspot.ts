/**
 * HubSpot, CRM API v3. A contact must have one of email, firstname or lastname, a company one of name or domain; HubSpot knows
 * a contact by its email alone, and without it a repeat would make another, so email and name are declared as needed. A second
 * contact with the same email is answered 409 with the id of the first.
 */

import type { AppModule, Connector, RemoteField } from './connector';
import { forLeads } from './leads';
import { byStatus } from './refusal';
import { asTexts, at, given, idOf } from './values';

/** "Single-line and multi-line text: up to 65,536 characters." */
const TEXT = 65_536;

const contactFields: readonly RemoteField[] = [
  { name: 'email', label: 'Email', needed: true, from: 'Email', longest: 254 },
  { name: 'firstname', label: 'First Name', from: 'First_Name', longest: TEXT },
  { name: 'lastname', label: 'Last Name', from: 'Last_Name', longest: TEXT },
  { name: 'phone', label: 'Phone Number', from: 'Phone', longest: TEXT },
  { name: 'mobilephone', label: 'Mobile Phone Number', from: 'Mobile', longest: TEXT },
  { name: 'jobtitle', label: 'Job Title', from: 'Title', longest: TEXT },
  { name: 'company', label: 'Company Name', from: 'Account_Name', longest: TEXT },
  { name: 'address', label: 'Street Address', from: 'Mailing_Street', longest: TEXT },
  { name: 'city', label: 'City', from: 'Mailing_City', longest: TEXT },
  { name: 'state', label: 'State/Region', from: 'Mailing_State', longest: TEXT },
  { name: 'zip', label: 'Postal Code', from: 'Mailing_Zip', longest: TEXT },
  { name: 'country', label: 'Country/Region', from: 'Mailing_Country', longest: TEXT },
];

const companyFields: readonly RemoteField[] = [
  { name: 'name', label: 'Company Name', needed: true, from: 'Account_Name', longest: TEXT },
  { name: 'website', label: 'Website URL', from: 'Website', longest: TEXT },
  { name: 'phone', label: 'Phone Number', from: 'Phone', longest: TEXT },
  { name: 'numberofemployees', label: 'Number of Employees', from: 'Employees' },
  { name: 'description', label: 'Description', from: 'Description', longest: TEXT },
  { name: 'address', label: 'Street Address', from: 'Billing_Street', longest: TEXT },
  { name: 'city', label: 'City', from: 'Billing_City', longest: TEXT },
  { name: 'state', label: 'State/Region', from: 'Billing_State', longest: TEXT },
  { name: 'zip', label: 'Postal Code', from: 'Billing_Code', longest: TEXT },
  { name: 'country', label: 'Country/Region', from: 'Billing_Country', longest: TEXT },
];

function moduleFor(objects: string, fields: readonly RemoteField[]): AppModule {
  const path = `/crm/v3/objects/${objects}`;
  const create: AppModule['create'] = ({ values }) => ({
    method: 'POST',
    path,
    json: { properties: asTexts(given(values)) },
  });
  return {
    remote: objects,
    fields,
    create,
    change: (record) =>
      record.remoteId === null
        ? create(record)
        : { method: 'PATCH', path: `${path}/${record.remoteId}`, json: { properties: asTexts(record.values) } },
    remove: ({ remoteId }) => (remoteId === null ? null : { method: 'DELETE', path: `${path}/${remoteId}` }),
    remoteId: ({ json }) => idOf(at(json, 'id')),
    alreadyThere: ({ status, json }) =>
      status === 409 ? (/Existing ID: (\d{1,20})/.exec(String(at(json, 'message')))?.[1] ?? '') : null,
  };
}

export const hubspot: Connector = {
  key: 'hubspot',
  label: 'HubSpot',
  kind: 'third_party',
  about: 'Keeps contacts and companies there as you keep contacts and accounts here.',
  addresses: ['https://api.hubapi.com'],
  auth: {
    kind: 'key',
    header: 'authorization',
    prefix: 'Bearer ',
    asked: [
      {
        name: 'token',
        label: 'Access token',
        hint: 'pat-…, of a private app with the scopes crm.objects.contacts.write and crm.objects.companies.write',
        secret: true,
      },
    ],
  },
  settings: [],
  modules: {
    Contacts: moduleFor('contacts', contactFields),
    Leads: moduleFor('contacts', forLeads(contactFields)),
    Accounts: moduleFor('companies', companyFields),
  },
  // 100 requests in ten seconds of one private app.
  limits: { perMinute: 500, bodyBytes: 1024 * 1024 },
  test: () => ({ method: 'GET', path: '/account-info/v3/details' }),
  refusal: (answer) => byStatus(answer, at(answer.json, 'category')),
};
