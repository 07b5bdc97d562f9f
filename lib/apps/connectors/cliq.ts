/**
 * Zoho Cliq, API v2: a message in a channel. By Zoho's table a restricted record is sent without its personal fields, so
 * nothing is needed. The message is posted with `sync_message`, so that the answer names it; the API offers no change or
 * removal of a message by the channel, so each change is a message of its own. It knows no key of a request: a repeat after a
 * lost answer may post a message twice.
 */

import type { AppModule, Connector } from './connector';
import { linesOf } from './messages';
import { byStatus } from './refusal';
import { at, idOf } from './values';
import { zohoAddresses, zohoAuth } from './zoho';

/** Out of Cliq's markup and mentions: a zero-width space behind each sign that would begin one. */
const plain = (text: string): string => text.replaceAll(/[*_~`!#>[\]@{}]/g, (sign) => `${sign}\u200b`);

const post: AppModule['create'] = (record) => ({
  method: 'POST',
  path: `/api/v2/channelsbyname/${encodeURIComponent(record.settings.channel ?? '')}/message`,
  json: { text: linesOf(record, plain), sync_message: true },
});

const everyModule: AppModule = {
  remote: 'Messages',
  fields: [],
  anyField: true,
  create: post,
  change: post,
  addsOnly: () => true,
  remoteId: ({ json }) => idOf(at(json, 'message_id')),
};

export const cliq: Connector = {
  key: 'cliq',
  label: 'Zoho Cliq',
  kind: 'zoho_app',
  about: 'A message in a channel for each record and each change of it.',
  addresses: zohoAddresses((ending) => `https://cliq.zoho.${ending}`),
  auth: zohoAuth,
  settings: [{ name: 'channel', label: 'Channel', hint: 'Its unique name, as in the address of the channel' }],
  modules: {},
  everyModule,
  // Of its write calls the least that is published: 20 a minute, then ten minutes without. Texts up to 5,000 characters.
  limits: { perMinute: 15, bodyBytes: 5000 },
  test: () => ({ method: 'GET', path: '/api/v2/channels?limit=1' }),
  refusal: (answer) => {
    const code = at(answer.json, 'code');
    const refusal = byStatus(answer, code);
    return refusal && code === 'request_limit_exceeded' ? { ...refusal, retry: true } : refusal;
  },
};
