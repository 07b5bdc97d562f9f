/**
 * A fake of Zendesk. Written from: "Users" ("Create Or Update User"), "Organizations" ("Create Or Update Organization"), "Tickets"
 * and "Introduction: Idempotency" of the Ticketing API (developer.zendesk.com/api-reference/ticketing/…), and "Introduction" of the API
 * reference: Basic authentication with `/token`, errors as `error`, `description`, `details`, status 422 for a record that is not
 * valid. An idempotency key with another body is 400 `IdempotencyRequestError`; a repeat is answered with `x-idempotency-lookup: hit`.
 */

import type { Fake, FakeAnswer, FakeRequest } from '../fake-server';
import { EMAIL, optional, type Problem, problemsOf, type Rules, required, text } from './check';

export const ZENDESK_CREDENTIALS = { user: 'agent@example.org/token', token: 'fake-api-token' };

const OBJECTS: Readonly<Record<string, { one: string; rules: Rules }>> = {
  users: {
    one: 'user',
    rules: {
      name: required(text(255)),
      email: text(255, { pattern: EMAIL }),
      phone: text(50),
      details: text(65_535),
      notes: text(65_535),
      external_id: text(255),
      role: text(undefined, { pattern: /^(end-user|agent|admin)$/ }),
      skip_verify_email: { type: 'boolean' },
    },
  },
  organizations: {
    one: 'organization',
    rules: { name: required(text(255)), details: text(65_535), notes: text(65_535), external_id: text(255) },
  },
  tickets: {
    one: 'ticket',
    rules: {
      subject: text(150),
      priority: text(undefined, { pattern: /^(urgent|high|normal|low)$/ }),
      external_id: text(255),
      comment: {
        type: 'object',
        required: true,
        fields: { body: required(text(65_535)), public: { type: 'boolean' } },
      },
    },
  },
};

export function fakeZendesk(): Fake {
  const kept = new Map<string, { external_id?: string }>();
  const answered = new Map<string, { body: string; answer: FakeAnswer }>();
  let last = 35_436;

  const save = (objects: string, { json }: FakeRequest, id?: string): FakeAnswer => {
    const { one, rules } = OBJECTS[objects] as { one: string; rules: Rules };
    const given = (json as Record<string, { external_id?: string }> | undefined)?.[one];
    const wrong = problemsOf(id === undefined ? rules : optional(rules), given);
    if (wrong.length > 0) return invalid(wrong);
    const same = [...kept].find(
      ([key, of]) => key.startsWith(`${objects}/`) && of.external_id === given?.external_id,
    )?.[0];
    const known = id === undefined ? (objects === 'tickets' ? undefined : same) : `${objects}/${id}`;
    last += 1;
    const to = known ?? `${objects}/${last}`;
    kept.set(to, given ?? {});
    return { status: known ? 200 : 201, json: { [one]: { ...given, id: Number(to.split('/')[1]) } } };
  };

  const once = (request: FakeRequest): FakeAnswer => {
    const key = request.headers['idempotency-key'];
    if (key === undefined) return save('tickets', request);
    if (key.length > 255)
      return { status: 400, json: { error: 'IdempotencyRequestError', description: 'The key is too long' } };
    const before = answered.get(key);
    if (before && before.body !== request.body)
      return {
        status: 400,
        json: { error: 'IdempotencyRequestError', description: 'Request parameters have changed' },
      };
    const answer = before?.answer ?? save('tickets', request);
    answered.set(key, { body: request.body, answer });
    return { ...answer, headers: { 'x-idempotency-lookup': before ? 'hit' : 'miss' } };
  };

  return (request) => {
    const { method, path, headers } = request;
    const known = Buffer.from(`${ZENDESK_CREDENTIALS.user}:${ZENDESK_CREDENTIALS.token}`).toString('base64');
    if (headers.authorization !== `Basic ${known}`)
      return { status: 401, json: { error: "Couldn't authenticate you" } };
    if (method === 'GET' && path === '/api/v2/users/me')
      return { status: 200, json: { user: { id: 1, role: 'agent' } } };
    const [, objects = '', rest] = /^\/api\/v2\/(users|organizations|tickets)(?:\/(\w+))?$/.exec(path) ?? [];
    if (!objects) return NOT_FOUND;
    if (method === 'POST' && rest === 'create_or_update' && objects !== 'tickets') return save(objects, request);
    if (method === 'POST' && rest === undefined && objects === 'tickets') return once(request);
    if (rest === undefined || !kept.has(`${objects}/${rest}`)) return NOT_FOUND;
    if (method === 'PUT') return save(objects, request, rest);
    if (method !== 'DELETE') return { status: 405, json: { error: 'MethodNotAllowed' } };
    kept.delete(`${objects}/${rest}`);
    return objects === 'users' ? { status: 200, json: { user: { id: Number(rest), active: false } } } : { status: 204 };
  };
}

const NOT_FOUND: FakeAnswer = { status: 404, json: { error: 'RecordNotFound', description: 'Not found' } };

const invalid = (wrong: Problem[]): FakeAnswer => ({
  status: 422,
  json: {
    error: 'RecordInvalid',
    description: 'Record validation errors',
    details: Object.fromEntries(
      wrong.map(({ field, why }) => [
        field,
        [{ description: `${field}: not valid`, error: why === 'missing' ? 'BlankValue' : 'InvalidValue' }],
      ]),
    ),
  },
});
