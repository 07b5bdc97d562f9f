/**
 * A fake of Zoho Desk. Written from: "Zoho Desk API Documentation" (desk.zoho.com/DeskAPIDocument: Introduction, Errors,
 * Contacts, Accounts, Organizations) and Zoho's published OpenAPI files (github.com/zoho/zohodesk-oas, v1.0/Contact.json,
 * v1.0/Account.json, v1.0/Common.json): field names, types, lengths and patterns, error codes and forms. The files have
 * `orgId` as a query parameter, the document as a mandatory header; the fake asks for the header.
 */

import type { Fake, FakeAnswer, FakeRequest } from '../fake-server';
import { EMAIL, optional, type Problem, problemsOf, type Rules, required, text } from './check';
import { knowsUs, zohoIds, zohoToken } from './zoho';

const PHONE = { pattern: /^[0-9a-zA-Z_+\-.$@?,;:'/!\s()]+$/ };

const contact: Rules = {
  lastName: required(text(200)),
  firstName: text(40),
  email: text(255, { pattern: EMAIL }),
  secondaryEmail: text(100, { pattern: EMAIL }),
  phone: text(50, PHONE),
  mobile: text(50, PHONE),
  title: text(100),
  street: text(250),
  city: text(100),
  state: text(100),
  country: text(100),
  zip: text(undefined, { pattern: /[0-9]+/ }),
  description: text(65_535),
};

const account: Rules = {
  accountName: required(text(200)),
  website: text(120),
  phone: text(50, PHONE),
  description: text(65_535),
};

const changed: Rules = { ...optional(contact), city: text(30), state: text(30), country: text(30) };

export const DESK_SETTINGS = { orgId: '2389290' };

export function fakeDesk(): Fake {
  const nextId = zohoIds();
  const kept = new Map<string, Map<string, unknown>>([
    ['contacts', new Map()],
    ['accounts', new Map()],
  ]);

  const create = (module: string, { json }: FakeRequest): FakeAnswer => {
    const wrong = problemsOf(module === 'contacts' ? contact : account, json);
    if (wrong.length > 0) return invalidData(wrong);
    const id = nextId();
    kept.get(module)?.set(id, json);
    return { status: 200, json: { ...(json as object), id, createdTime: '2026-11-30T06:00:00.000Z' } };
  };

  const change = (module: string, id: string, { json }: FakeRequest): FakeAnswer => {
    if (!kept.get(module)?.has(id)) return NOT_FOUND;
    const wrong = problemsOf(module === 'contacts' ? changed : optional(account), json);
    return wrong.length > 0 ? invalidData(wrong) : { status: 200, json: { ...(json as object), id } };
  };

  const trash = (module: string, { json }: FakeRequest): FakeAnswer => {
    const name = module === 'contacts' ? 'contactIds' : 'accountIds';
    const wrong = problemsOf(
      { [name]: { type: 'array', required: true, items: text(undefined, { pattern: /^\d+$/ }) } },
      json,
    );
    if (wrong.length > 0) return invalidData(wrong);
    for (const id of (json as Record<string, string[]>)[name] ?? []) kept.get(module)?.delete(id);
    return { status: 204 };
  };

  return (request) => {
    const token = zohoToken(request);
    if (token) return token;
    if (!knowsUs(request)) return refused(401, 'INVALID_OAUTH', 'The OAuth Token you provided is invalid.');
    if (request.headers.orgid !== DESK_SETTINGS.orgId)
      return refused(403, 'OAUTH_ORG_MISMATCH', 'Another organization.');
    const { method, path } = request;
    if (path === `/api/v1/organizations/${DESK_SETTINGS.orgId}` && method === 'GET') {
      return { status: 200, json: { id: 2_389_290, companyName: 'Fake clinic' } };
    }
    const [, module = '', id] = /^\/api\/v1\/(contacts|accounts)(?:\/(\w+))?$/.exec(path) ?? [];
    if (!module) return NOT_FOUND;
    if (request.json === undefined) return refused(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send JSON.');
    if (method === 'POST' && id === undefined) return create(module, request);
    if (method === 'POST' && id === 'moveToTrash') return trash(module, request);
    if (method === 'PATCH' && id !== undefined) return change(module, id, request);
    return refused(405, 'METHOD_NOT_ALLOWED', 'The method is not supported.');
  };
}

const refused = (status: number, errorCode: string, message: string): FakeAnswer => ({
  status,
  json: { errorCode, message },
});

const NOT_FOUND = refused(404, 'URL_NOT_FOUND', 'The URL you requested could not be found.');

const invalidData = (wrong: Problem[]): FakeAnswer => ({
  status: 422,
  json: {
    errorCode: 'INVALID_DATA',
    message: 'The data does not comply to the validation restrictions defined.',
    errors: wrong.map(({ field, why }) => ({
      fieldName: `/${field}`,
      errorType: why === 'missing' ? 'missing' : 'invalid',
      errorMessage: '',
    })),
  },
});
