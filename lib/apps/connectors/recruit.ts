/**
 * Zoho Recruit, API v2: a person is a candidate, an account a client. Zoho's table says "data is not pushed" when a field that
 * it needs is restricted; which those are is not public: declared is what the API requires, Last Name and Client Name. A
 * candidate is made by `upsert`, which knows one by Email, so a repeat changes the same; without Email a repeat after a lost
 * answer may make a second. A refusal may come with status 200 or 202 and be told in the body only.
 */

import type { AppAnswer, AppModule, Connector, RemoteField } from './connector';
import { forLeads } from './leads';
import { byStatus } from './refusal';
import { asTexts, at, given, idOf } from './values';
import { zohoAddresses, zohoAuth } from './zoho';

// "Single line: up to 255 characters", "Phone: up to 30", "Email: up to 100", "Multi-line (small): up to 2000".
const candidateFields: readonly RemoteField[] = [
  { name: 'Last_Name', label: 'Last Name', needed: true, from: 'Last_Name', longest: 255 },
  { name: 'First_Name', label: 'First Name', from: 'First_Name', longest: 255 },
  { name: 'Email', label: 'Email', from: 'Email', longest: 100 },
  { name: 'Secondary_Email', label: 'Secondary Email', from: 'Secondary_Email', longest: 100 },
  { name: 'Phone', label: 'Phone', from: 'Phone', longest: 30 },
  { name: 'Mobile', label: 'Mobile', from: 'Mobile', longest: 30 },
  { name: 'Current_Job_Title', label: 'Current Job Title', from: 'Title', longest: 255 },
  { name: 'Current_Employer', label: 'Current Employer', from: 'Account_Name', longest: 255 },
  { name: 'Street', label: 'Street', from: 'Mailing_Street', longest: 255 },
  { name: 'City', label: 'City', from: 'Mailing_City', longest: 255 },
  { name: 'State', label: 'State', from: 'Mailing_State', longest: 255 },
  { name: 'Zip_Code', label: 'Zip Code', from: 'Mailing_Zip', longest: 255 },
  { name: 'Country', label: 'Country', from: 'Mailing_Country', longest: 255 },
];

const clientFields: readonly RemoteField[] = [
  { name: 'Client_Name', label: 'Client Name', needed: true, from: 'Account_Name', longest: 255 },
  { name: 'Contact_Number', label: 'Contact Number', from: 'Phone', longest: 30 },
  { name: 'Website', label: 'Website', from: 'Website', longest: 255 },
];

function moduleFor(remote: string, unique: string, fields: readonly RemoteField[]): AppModule {
  const path = `/recruit/v2/${remote}`;
  const create: AppModule['create'] = ({ values }) => ({
    method: 'POST',
    path: `${path}/upsert`,
    json: { data: [asTexts(given(values))], duplicate_check_fields: [unique] },
  });
  return {
    remote,
    fields,
    create,
    change: (record) =>
      record.remoteId === null
        ? create(record)
        : { method: 'PUT', path: `${path}/${record.remoteId}`, json: { data: [emptiedAsNull(record.values)] } },
    remove: ({ remoteId }) => (remoteId === null ? null : { method: 'DELETE', path: `${path}/${remoteId}` }),
    remoteId: ({ json }) => idOf(at(json, 'data.0.details.id')),
    alreadyThere: ({ json }) =>
      at(json, 'data.0.code') === 'DUPLICATE_DATA' ? (idOf(at(json, 'data.0.details.id')) ?? '') : null,
  };
}

const emptiedAsNull: (values: Parameters<typeof asTexts>[0]) => Record<string, string | null> = (values) =>
  Object.fromEntries(Object.entries(asTexts(values)).map(([name, text]) => [name, text === '' ? null : text]));

const saysError = ({ json }: AppAnswer): boolean =>
  at(json, 'data.0.status') === 'error' || at(json, 'status') === 'error';

export const recruit: Connector = {
  key: 'recruit',
  label: 'Zoho Recruit',
  kind: 'zoho_app',
  about: 'Keeps candidates and clients as you keep contacts and accounts here.',
  addresses: zohoAddresses((ending) => `https://recruit.zoho.${ending}`),
  auth: zohoAuth,
  settings: [],
  modules: {
    Contacts: moduleFor('Candidates', 'Email', candidateFields),
    Leads: moduleFor('Candidates', 'Email', forLeads(candidateFields)),
    Accounts: moduleFor('Clients', 'Client_Name', clientFields),
  },
  // Documented are calls a day, by edition, not a rate: a careful figure.
  limits: { perMinute: 60, bodyBytes: 512 * 1024 },
  test: () => ({ method: 'GET', path: '/recruit/v2/org' }),
  refusal: (answer) => {
    const code = at(answer.json, 'data.0.code') ?? at(answer.json, 'code');
    const refusal = byStatus(answer, code);
    return refusal || !saysError(answer) ? refusal : { retry: false, code: String(code) };
  },
};
