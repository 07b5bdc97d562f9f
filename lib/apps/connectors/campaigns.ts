/**
 * Zoho Campaigns, API v1.1. Zoho's table says "data is not pushed" when a field that it needs is restricted; which those are
 * is not public: declared is what the API requires, Contact Email. One request adds a contact to a list or changes it, so a
 * repeat does no harm. It answers 200 also when it refuses. A contact is named by nothing but the address, so none can be
 * taken off a list without sending the address once more: there is no removal. Nothing that is published says that an empty
 * value empties a field, so none is taken to be emptied.
 */

import type { AppModule, Connector, RemoteField } from './connector';
import { forLeads } from './leads';
import { byStatus } from './refusal';
import { asTexts, at, given } from './values';
import { zohoAddresses, zohoAuth } from './zoho';

const LISTED: readonly RemoteField[] = [
  { name: 'Contact Email', label: 'Contact Email', needed: true, from: 'Email', longest: 100 },
  { name: 'First Name', label: 'First Name', from: 'First_Name' },
  { name: 'Last Name', label: 'Last Name', from: 'Last_Name' },
  { name: 'Company Name', label: 'Company Name', from: 'Account_Name' },
  { name: 'Job Title', label: 'Job Title', from: 'Title' },
  { name: 'Phone', label: 'Phone', from: 'Phone' },
  { name: 'City', label: 'City', from: 'Mailing_City' },
  { name: 'State', label: 'State', from: 'Mailing_State' },
  { name: 'Country', label: 'Country', from: 'Mailing_Country' },
  { name: 'Zip Code', label: 'Zip Code', from: 'Mailing_Zip' },
];

const fields = LISTED.map((field): RemoteField => ({ ...field, stays: true }));

const subscribe = (settings: Readonly<Record<string, string>>, contact: Record<string, string>) => ({
  method: 'POST' as const,
  path: '/api/v1.1/json/listsubscribe',
  form: { resfmt: 'JSON', listkey: settings.listkey ?? '', contactinfo: JSON.stringify(contact) },
});

const moduleFor = (its: readonly RemoteField[]): AppModule => ({
  remote: 'Contacts of a list',
  fields: its,
  create: ({ settings, values }) => subscribe(settings, asTexts(given(values))),
  change: ({ settings, values }) => subscribe(settings, asTexts(values)),
  remoteId: () => null,
  alreadyThere: ({ json }) => (String(at(json, 'code')) === '2003' ? '' : null),
});

/** "Please retry after sometime", and what passes by itself. */
const PASSING = ['500', '2101'];

export const campaigns: Connector = {
  key: 'campaigns',
  label: 'Zoho Campaigns',
  kind: 'zoho_app',
  about: 'Puts people on a mailing list, with the fields you write to them by.',
  addresses: zohoAddresses((ending) => `https://campaigns.zoho.${ending}`),
  auth: zohoAuth,
  settings: [{ name: 'listkey', label: 'List key', hint: 'In Campaigns: Contacts, the list, Setup' }],
  modules: { Contacts: moduleFor(fields), Leads: moduleFor(forLeads(fields)) },
  // 500 calls a minute; over it, half an hour without.
  limits: { perMinute: 400, bodyBytes: 64 * 1024 },
  test: () => ({ method: 'GET', path: '/api/v1.1/getmailinglists?resfmt=JSON&fromindex=1&range=1' }),
  refusal: (answer) => {
    const code = at(answer.json, 'code');
    const refusal = byStatus(answer, code);
    if (refusal || ['0', '200'].includes(String(code))) return refusal;
    return { retry: PASSING.includes(String(code)), code: String(code ?? 'no_answer') };
  },
};
