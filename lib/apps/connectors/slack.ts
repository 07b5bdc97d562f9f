/**
 * Slack, Web API (docs.slack.dev/reference/methods: chat.postMessage, chat.update, chat.delete, auth.test). One message a
 * record in one channel, changed with the record and deleted with it. Nothing is needed. Slack answers 200 also when it
 * refuses (`ok: false`). It knows no key of a request: a repeat after a lost answer may post a message twice.
 */

import type { AppModule, AppRequest, Connector } from './connector';
import { linesOf } from './messages';
import { byStatus } from './refusal';
import { at, idOf } from './values';

/** The three signs of Slack's markup; no link, mention or format comes of a patient's name (docs.slack.dev/messaging/formatting-message-text). */
const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

// Slack fetches no page that is named in a text.
const QUIET = { mrkdwn: 'false', parse: 'none', unfurl_links: 'false', unfurl_media: 'false' };

const post = (method: string, form: Record<string, string>): AppRequest => ({
  method: 'POST',
  path: `/${method}`,
  form,
});

/** `C024BE91L:1503435956.000247`: the channel and the time by which Slack names a message. */
const messageOf = (remoteId: string): { channel: string; ts: string } => {
  const [channel = '', ts = ''] = remoteId.split(':');
  return { channel, ts };
};

const create: AppModule['create'] = (record) =>
  post('chat.postMessage', { channel: record.settings.channel ?? '', text: linesOf(record, plain), ...QUIET });

const everyModule: AppModule = {
  remote: 'Messages',
  fields: [],
  anyField: true,
  create,
  change: (record) =>
    record.remoteId === null
      ? create(record)
      : post('chat.update', { ...messageOf(record.remoteId), text: linesOf(record, plain), parse: 'none' }),
  addsOnly: ({ remoteId }) => remoteId === null,
  remove: ({ remoteId }) => (remoteId === null ? null : post('chat.delete', messageOf(remoteId))),
  remoteId: ({ json }) => {
    const [channel, ts] = [idOf(at(json, 'channel')), idOf(at(json, 'ts'))];
    return channel && ts ? `${channel}:${ts}` : null;
  },
};

/** Of Slack's own codes, those that pass. */
const PASSING = [
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
];

export const slack: Connector = {
  key: 'slack',
  label: 'Slack',
  kind: 'third_party',
  about: 'A message in a channel for each record, which follows the record.',
  addresses: ['https://slack.com/api'],
  auth: {
    kind: 'key',
    header: 'authorization',
    prefix: 'Bearer ',
    asked: [{ name: 'token', label: 'Bot token', hint: 'xoxb-…, with the scope chat:write', secret: true }],
  },
  settings: [{ name: 'channel', label: 'Channel ID', hint: 'C… or G…, of a channel that the bot is in' }],
  modules: {},
  everyModule,
  // One message a second in a channel. Longer texts than 40,000 characters Slack would cut.
  limits: { perMinute: 60, bodyBytes: 40_000 },
  test: () => ({ method: 'GET', path: '/auth.test' }),
  refusal: (answer) => {
    const code = at(answer.json, 'error');
    if (at(answer.json, 'ok') === true) return byStatus(answer, code);
    const retry = byStatus(answer, code)?.retry || PASSING.includes(String(code));
    return { retry, code: String(code ?? 'no_answer') };
  },
};
