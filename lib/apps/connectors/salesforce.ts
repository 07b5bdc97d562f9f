/**
 * Salesforce, REST API: records are upserted by a field of the organization's own that is marked as External ID and holds our
 * record's id, so a repeat, a change and a removal all find the same one and Salesforce's id is never needed. Needed is what
 * the objects require: LastName, Company of a lead, Name of an account.
 */

import type { AppModule, Connector, RemoteField, Removal } from './connector';
import { byStatus } from './refusal';
import { at, given, idOf, plainOf } from './values';

const VERSION = '/services/data/v62.0';

const personFields: readonly RemoteField[] = [
  { name: 'LastName', label: 'Last Name', needed: true, from: 'Last_Name', longest: 80 },
  { name: 'FirstName', label: 'First Name', from: 'First_Name', longest: 40 },
  { name: 'Email', label: 'Email', from: 'Email', longest: 80 },
  { name: 'Phone', label: 'Phone', from: 'Phone', longest: 40 },
  { name: 'MobilePhone', label: 'Mobile', from: 'Mobile', longest: 40 },
  { name: 'Fax', label: 'Fax', from: 'Fax', longest: 40 },
  { name: 'Description', label: 'Description', from: 'Description', longest: 32_000 },
];

const addressFields = (remote: string, ours: string, code: string): readonly RemoteField[] => [
  { name: `${remote}Street`, label: 'Street', from: `${ours}Street`, longest: 255 },
  { name: `${remote}City`, label: 'City', from: `${ours}City`, longest: 40 },
  { name: `${remote}State`, label: 'State', from: `${ours}State`, longest: 80 },
  { name: `${remote}PostalCode`, label: 'Postal Code', from: `${ours}${code}`, longest: 20 },
  { name: `${remote}Country`, label: 'Country', from: `${ours}Country`, longest: 80 },
];

const contactFields: readonly RemoteField[] = [
  ...personFields,
  { name: 'Title', label: 'Title', from: 'Title', longest: 128 },
  { name: 'Department', label: 'Department', from: 'Department', longest: 80 },
  ...addressFields('Mailing', 'Mailing_', 'Zip'),
];

const leadFields: readonly RemoteField[] = [
  ...personFields,
  { name: 'Company', label: 'Company', needed: true, from: 'Company', longest: 255 },
  { name: 'Title', label: 'Title', from: 'Designation', longest: 128 },
  { name: 'Website', label: 'Website', from: 'Website', longest: 255 },
  { name: 'NumberOfEmployees', label: 'Employees', from: 'No_of_Employees' },
  ...addressFields('', '', 'Zip_Code'),
];

const accountFields: readonly RemoteField[] = [
  { name: 'Name', label: 'Account Name', needed: true, from: 'Account_Name', longest: 255 },
  { name: 'AccountNumber', label: 'Account Number', from: 'Account_Number', longest: 40 },
  { name: 'Phone', label: 'Phone', from: 'Phone', longest: 40 },
  { name: 'Fax', label: 'Fax', from: 'Fax', longest: 40 },
  { name: 'Website', label: 'Website', from: 'Website', longest: 255 },
  { name: 'NumberOfEmployees', label: 'Employees', from: 'Employees' },
  { name: 'Description', label: 'Description', from: 'Description', longest: 32_000 },
  ...addressFields('Billing', 'Billing_', 'Code'),
];

function moduleFor(object: string, fields: readonly RemoteField[]): AppModule {
  const pathOf = ({ settings, recordId }: Pick<Removal, 'settings' | 'recordId'>): string =>
    `${VERSION}/sobjects/${object}/${encodeURIComponent(settings.externalId ?? '')}/${encodeURIComponent(recordId)}`;
  return {
    remote: object,
    fields,
    create: (record) => ({ method: 'PATCH', path: pathOf(record), json: plainOf(given(record.values)) }),
    change: (record) => ({ method: 'PATCH', path: pathOf(record), json: plainOf(record.values) }),
    remove: (record) => ({ method: 'DELETE', path: pathOf(record) }),
    remoteId: ({ json }) => idOf(at(json, 'id')),
  };
}

export const salesforce: Connector = {
  key: 'salesforce',
  label: 'Salesforce',
  kind: 'third_party',
  about: 'Keeps contacts, leads and accounts there as you keep them here.',
  addresses: [],
  addressHint: 'https://yourdomain.my.salesforce.com',
  auth: {
    kind: 'oauth',
    scheme: 'Bearer',
    tokenAddresses: ['https://login.salesforce.com/services/oauth2/token'],
    ownTokenAddress:
      'Of a sandbox https://test.salesforce.com/services/oauth2/token, of a My Domain https://yourdomain.my.salesforce.com/services/oauth2/token; else login.salesforce.com is asked',
    asked: [
      { name: 'clientId', label: 'Consumer key', hint: 'Of a connected app with the scopes api and refresh_token' },
      { name: 'clientSecret', label: 'Consumer secret', secret: true },
      { name: 'refreshToken', label: 'Refresh token', secret: true },
    ],
  },
  settings: [
    {
      name: 'externalId',
      label: 'External ID field',
      hint: 'Such as Careledger_Id__c: a text field marked as External ID and Unique, on each object',
    },
  ],
  modules: {
    Contacts: moduleFor('Contact', contactFields),
    Leads: moduleFor('Lead', leadFields),
    Accounts: moduleFor('Account', accountFields),
  },
  // Documented are requests a day and 25 long ones at a time, not a rate: a careful figure.
  limits: { perMinute: 300, bodyBytes: 1024 * 1024 },
  test: () => ({ method: 'GET', path: `${VERSION}/limits` }),
  refusal: (answer) => {
    const code = at(answer.json, '0.errorCode');
    const refusal = byStatus(answer, code);
    return refusal && PASSING.includes(String(code)) ? { ...refusal, retry: true } : refusal;
  },
};

/** With status 403 or 400, and yet they pass. */
const PASSING = ['REQUEST_LIMIT_EXCEEDED', 'UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE'];
