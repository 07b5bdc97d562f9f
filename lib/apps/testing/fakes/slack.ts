/**
 * A fake of Slack. Written from Slack's published description of its Web API (OpenAPI 2.0, github.com/slackapi/slack-api-specs),
 * which it is given and goes by: paths, methods, parameters, their types, which are required, and the error codes that each
 * method may answer; and from docs.slack.dev/apis/web-api/rate-limits and docs.slack.dev/reference/methods/chat.postMessage
 * (the token as `Authorization: Bearer`, texts up to 40,000 characters).
 */

import type { Fake, FakeAnswer, FakeRequest } from '../fake-server';

export const SLACK_CREDENTIALS = { token: 'xoxb-fake-token' };
export const SLACK_SETTINGS = { channel: 'C024BE91L' };

interface Parameter {
  name: string;
  in: 'header' | 'formData' | 'query';
  type: string;
  required?: boolean;
}

interface Method {
  parameters: Parameter[];
  consumes: string[];
  responses: { default: { schema: { properties: { error: { enum?: string[] } } } } };
}

/** As much of the description as the fake reads. */
export interface SlackDescription {
  basePath: string;
  paths: Record<string, Record<string, Method>>;
}

export function fakeSlack(description: SlackDescription): Fake {
  const messages = new Map<string, string>();
  let made = 0;

  const answers: Record<string, (given: URLSearchParams) => FakeAnswer | string> = {
    '/auth.test': () =>
      fine({ url: 'https://fake.slack.com/', team: 'Fake', user: 'bot', team_id: 'T1', user_id: 'U1' }),
    '/chat.postMessage': (given) => {
      made += 1;
      const ts = `1503435956.${String(made).padStart(6, '0')}`;
      messages.set(ts, given.get('text') ?? '');
      return fine({
        channel: SLACK_SETTINGS.channel,
        ts,
        message: { type: 'message', ts, text: given.get('text'), user: 'U1' },
      });
    },
    '/chat.update': (given) => {
      const ts = given.get('ts') ?? '';
      if (!messages.has(ts)) return 'message_not_found';
      messages.set(ts, given.get('text') ?? '');
      return fine({ channel: given.get('channel'), ts, text: given.get('text'), message: { text: given.get('text') } });
    },
    '/chat.delete': (given) =>
      messages.delete(given.get('ts') ?? '')
        ? fine({ channel: given.get('channel'), ts: given.get('ts') })
        : 'message_not_found',
  };

  return (request) => {
    const path = request.path.replace(new RegExp(`^${description.basePath}`), '');
    const method = description.paths[path]?.[request.method.toLowerCase()];
    if (!method) return { status: 404 };
    const said = wrong(method, request) ?? answers[path]?.(request.form ?? request.query) ?? 'fatal_error';
    if (typeof said !== 'string') return said;
    const known = method.responses.default.schema.properties.error.enum;
    if (known && !known.includes(said)) throw new Error(`The fake of Slack may not answer ${said} to ${path}`);
    return { status: 200, json: { ok: false, error: said } };
  };
}

const fine = (json: object): FakeAnswer => ({ status: 200, json: { ok: true, ...json } });

/** The code by which Slack refuses a request; null: it is as described. */
function wrong({ parameters, consumes }: Method, request: FakeRequest): string | null {
  const authorization = request.headers.authorization ?? '';
  if (parameters.some((one) => one.in === 'header' && one.name === 'token') && authorization === '')
    return 'not_authed';
  if (authorization !== `Bearer ${SLACK_CREDENTIALS.token}`) return 'invalid_auth';
  const type = request.headers['content-type']?.split(';')[0];
  if (request.body !== '' && !consumes.includes(type ?? '')) return 'missing_post_type';
  const given = request.form ?? request.query;
  const known = parameters.filter(({ in: place }) => place !== 'header');
  if ([...given.keys()].some((name) => !known.some((one) => one.name === name))) return 'invalid_arg_name';
  if (known.some(({ name, type }) => given.has(name) && !isOf(type, given.get(name) ?? ''))) return 'invalid_form_data';
  if (known.some(({ name }) => name === 'channel') && given.get('channel') !== SLACK_SETTINGS.channel)
    return 'channel_not_found';
  if (known.some(({ name, required }) => required && !given.get(name))) return 'invalid_form_data';
  if (!known.some(({ name }) => name === 'text')) return null;
  if (!given.get('text')) return 'no_text';
  return [...(given.get('text') ?? '')].length > 40_000 ? 'msg_too_long' : null;
}

const isOf = (type: string, text: string): boolean =>
  type === 'boolean' ? /^(true|false|1|0)$/.test(text) : type !== 'number' || /^\d+(\.\d+)?$/.test(text);
