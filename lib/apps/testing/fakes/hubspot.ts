/**
 * A fake of HubSpot. Written from: "CRM API | Contacts" and "| Companies" (developers.hubspot.com/docs/api/crm/contacts, /companies: at
 * least one of email, firstname, lastname; of name, domain; every property a text), "Error handling"
 * (developers.hubspot.com/docs/api/error-handling: `status`, `message`, `correlationId`, `category`, `errors`), "Usage guidelines" (100
 * requests in 10 seconds), "Account information", and the answer 409 "Contact already exists. Existing ID: …" as
 * github.com/HubSpot/hubspot-api-nodejs/issues/545 has it.
 */

import type { Fake, FakeAnswer, FakeRequest } from '../fake-server';
import { EMAIL, problemsOf, type Rules, text } from './check';

export const HUBSPOT_CREDENTIALS = { token: 'pat-eu1-fake-token' };

const line = text(65_536);
const shared: Rules = { phone: line, address: line, city: line, state: line, zip: line, country: line };

const OBJECTS: Readonly<Record<string, { rules: Rules; oneOf: readonly string[] }>> = {
  contacts: {
    oneOf: ['email', 'firstname', 'lastname'],
    rules: {
      ...shared,
      email: text(254, { pattern: EMAIL }),
      firstname: line,
      lastname: line,
      mobilephone: line,
      jobtitle: line,
      company: line,
    },
  },
  companies: {
    oneOf: ['name', 'domain'],
    rules: {
      ...shared,
      name: line,
      domain: line,
      website: line,
      description: line,
      numberofemployees: text(undefined, { pattern: /^\d+$/ }),
    },
  },
};

type Properties = Record<string, string>;

export function fakeHubspot(): Fake {
  const kept = new Map<string, Properties>();
  let last = 51_232_500_000;

  const save = (objects: string, { json }: FakeRequest, id?: string): FakeAnswer => {
    const { rules, oneOf } = OBJECTS[objects] as { rules: Rules; oneOf: readonly string[] };
    const { properties, ...rest } = (json ?? {}) as { properties?: Properties };
    const wrong = problemsOf(rules, properties);
    if (!properties || Object.keys(rest).length > 0 || wrong.length > 0)
      return invalid(wrong.map(({ field }) => field));
    if (id === undefined && !oneOf.some((name) => properties[name])) return invalid([...oneOf]);
    const other =
      objects === 'contacts' && [...kept].find(([of, one]) => of !== id && one.email && one.email === properties.email);
    if (other) return refused(409, 'CONFLICT', `Contact already exists. Existing ID: ${other[0]}`);
    last += 1;
    const to = id ?? String(last);
    kept.set(to, { ...kept.get(to), ...properties });
    return {
      status: id === undefined ? 201 : 200,
      json: { id: to, properties, createdAt: '2026-11-30T06:00:00.000Z', archived: false },
    };
  };

  return (request) => {
    const { method, path, headers } = request;
    if (headers.authorization !== `Bearer ${HUBSPOT_CREDENTIALS.token}`)
      return refused(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.');
    if (method === 'GET' && path === '/account-info/v3/details')
      return { status: 200, json: { portalId: 62_515, accountType: 'STANDARD' } };
    const [, objects = '', id] = /^\/crm\/v3\/objects\/(\w+)(?:\/(\d+))?$/.exec(path) ?? [];
    if (!Object.hasOwn(OBJECTS, objects)) return refused(404, 'OBJECT_NOT_FOUND', 'Unable to infer object type.');
    if (method === 'POST' && id === undefined) return save(objects, request);
    if (method === 'DELETE' && id !== undefined) {
      kept.delete(id);
      return { status: 204 };
    }
    if (id === undefined || !kept.has(id)) return refused(404, 'OBJECT_NOT_FOUND', 'Object not found.');
    return method === 'PATCH' ? save(objects, request, id) : refused(405, 'METHOD_NOT_ALLOWED', 'Not allowed.');
  };
}

const refused = (status: number, category: string, message: string, errors?: object[]): FakeAnswer => ({
  status,
  json: {
    status: 'error',
    message,
    correlationId: 'aeb5f871-7f07-4993-9211-075dc63e7cbf',
    category,
    ...(errors ? { errors } : {}),
  },
});

const invalid = (fields: string[]): FakeAnswer =>
  refused(
    400,
    'VALIDATION_ERROR',
    'Property values were not valid',
    fields.map((name) => ({ message: 'not valid', context: { propertyName: [name] } })),
  );
