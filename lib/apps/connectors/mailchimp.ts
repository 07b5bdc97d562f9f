/**
 * Mailchimp, Marketing API 3.0: a person is a member of an audience. A member is put at the MD5 of the lower-case address, as
 * Mailchimp would have it, so a repeat puts the same one; later it is named by `contact_id`, of which nobody reads an address.
 * Needed is Email. Who is new is `transactional`, that is no subscriber: a record in a CRM is no consent to a newsletter;
 * who opted out is put as `unsubscribed`. An address goes only when it is whole: Mailchimp refuses half of one.
 */

import { createHash } from 'node:crypto';
import type { AppModule, AppRequest, Connector, Outbound, OutboundValue, RemoteField } from './connector';
import { forLeads } from './leads';
import { byStatus } from './refusal';
import { asTexts, at, given, idOf, nest } from './values';

const fields: readonly RemoteField[] = [
  { name: 'email_address', label: 'Email', needed: true, from: 'Email', longest: 254 },
  { name: 'opt_out', label: 'Email Opt Out', from: 'Email_Opt_Out' },
  { name: 'FNAME', label: 'First Name', from: 'First_Name', longest: 255 },
  { name: 'LNAME', label: 'Last Name', from: 'Last_Name', longest: 255 },
  { name: 'PHONE', label: 'Phone Number', from: 'Phone', longest: 255 },
  { name: 'ADDRESS.addr1', label: 'Street Address', from: 'Mailing_Street', longest: 255 },
  { name: 'ADDRESS.city', label: 'City', from: 'Mailing_City', longest: 255 },
  { name: 'ADDRESS.state', label: 'State', from: 'Mailing_State', longest: 255 },
  { name: 'ADDRESS.zip', label: 'Zip', from: 'Mailing_Zip', longest: 255 },
];

const membersOf = (settings: Outbound['settings']): string =>
  `/3.0/lists/${encodeURIComponent(settings.listId ?? '')}/members`;

const hashOf = (email: string): string => createHash('md5').update(email.toLowerCase()).digest('hex');

function memberOf(values: Readonly<Record<string, OutboundValue>>): object {
  const { email_address, opt_out, ...merged } = asTexts(values);
  const { ADDRESS: address, ...rest } = nest(merged) as Record<string, OutboundValue>;
  const parts = (address ?? {}) as Record<string, string>;
  const isWhole = ['addr1', 'city', 'state', 'zip'].every((part) => parts[part]);
  return {
    email_address,
    status_if_new: opt_out === 'true' ? 'unsubscribed' : 'transactional',
    ...(opt_out === 'true' ? { status: 'unsubscribed' } : {}),
    merge_fields: { ...rest, ...(isWhole ? { ADDRESS: parts } : {}) },
  };
}

const put = (settings: Outbound['settings'], member: string, json: object): AppRequest => ({
  method: 'PUT',
  path: `${membersOf(settings)}/${member}?skip_merge_validation=true`,
  json,
});

const moduleFor = (its: readonly RemoteField[]): AppModule => ({
  remote: 'Members',
  fields: its,
  create: ({ settings, values }) => put(settings, hashOf(asTexts(values).email_address ?? ''), memberOf(given(values))),
  change: ({ settings, values, remoteId }) =>
    put(settings, remoteId ?? hashOf(asTexts(values).email_address ?? ''), memberOf(values)),
  remove: ({ settings, remoteId }) => {
    if (remoteId === null) return null;
    const member = `${membersOf(settings)}/${remoteId}`;
    return settings.removal === 'permanent'
      ? { method: 'POST', path: `${member}/actions/delete-permanent` }
      : { method: 'DELETE', path: member };
  },
  remoteId: ({ json }) => idOf(at(json, 'contact_id')),
});

export const mailchimp: Connector = {
  key: 'mailchimp',
  label: 'Mailchimp',
  kind: 'third_party',
  about: "Keeps people in an audience, as nobody's subscribers until they say so there.",
  addresses: [],
  addressHint: 'https://us21.api.mailchimp.com, by the end of your API key',
  auth: {
    kind: 'basic',
    user: 'user',
    password: 'key',
    asked: [
      { name: 'key', label: 'API key', secret: true },
      { name: 'user', label: 'User', hint: 'Any word: Mailchimp looks at the key alone' },
    ],
  },
  settings: [
    { name: 'listId', label: 'Audience ID' },
    {
      name: 'removal',
      label: 'Removal',
      hint: 'archive, the usual, after which Mailchimp keeps the data; or permanent, after which the address can never be put there again',
      optional: true,
    },
  ],
  modules: { Contacts: moduleFor(fields), Leads: moduleFor(forLeads(fields)) },
  // Documented are ten requests at a time, not a rate: a careful figure.
  limits: { perMinute: 120, bodyBytes: 256 * 1024 },
  test: ({ settings }) => ({
    method: 'GET',
    path: `/3.0/lists/${encodeURIComponent(settings.listId ?? '')}?fields=id,name`,
  }),
  refusal: (answer) => {
    const title = at(answer.json, 'title');
    const refusal = byStatus(answer, typeof title === 'string' ? title.replaceAll(' ', '_') : null);
    // One too many at a time may also be a 403 without a word.
    return refusal && answer.status === 403 && answer.json === undefined ? { ...refusal, retry: true } : refusal;
  },
};
