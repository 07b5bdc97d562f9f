/**
 * A fake of Salesforce. Written from: "Upsert Records Using sObject Rows by External ID", "Delete Records Using sObject Rows by
 * External ID", "Limits", "Status Codes and Error Responses" (developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest:
 * resources_sobject_upsert_patch.htm, resources_limits.htm, errorcodes.htm: a list of `{ message, errorCode, fields }`), the Object
 * Reference of Contact, Lead and Account (names, types, lengths), and "OAuth 2.0 Refresh Token Flow" (no `expires_in`).
 */

import type { Fake, FakeAnswer, FakeRequest } from '../fake-server';
import { EMAIL, optional, type Problem, problemsOf, type Rules, required, text } from './check';

export const SALESFORCE_SETTINGS = { externalId: 'Careledger_Id__c' };
export const SALESFORCE_TOKEN = '00DFAKE!access-token';
export const SALESFORCE_CREDENTIALS = {
  clientId: '3MVG9.fake',
  clientSecret: 'fake-secret',
  refreshToken: '5Aep861.fake',
};

const line = (longest: number) => text(longest, { nullable: true });
const number = { type: 'number', nullable: true } as const;

const person: Rules = {
  LastName: required(text(80)),
  FirstName: line(40),
  Email: text(80, { nullable: true, pattern: EMAIL }),
  Phone: line(40),
  MobilePhone: line(40),
  Fax: line(40),
  Title: line(128),
  Description: line(32_000),
};

const address = (prefix: string): Rules => ({
  [`${prefix}Street`]: line(255),
  [`${prefix}City`]: line(40),
  [`${prefix}State`]: line(80),
  [`${prefix}PostalCode`]: line(20),
  [`${prefix}Country`]: line(80),
});

const OBJECTS: Readonly<Record<string, Rules>> = {
  Contact: { ...person, Department: line(80), ...address('Mailing') },
  Lead: { ...person, Company: required(text(255)), Website: line(255), NumberOfEmployees: number, ...address('') },
  Account: {
    Name: required(text(255)),
    AccountNumber: line(40),
    Phone: line(40),
    Fax: line(40),
    Website: line(255),
    NumberOfEmployees: number,
    Description: line(32_000),
    ...address('Billing'),
  },
};

export function fakeSalesforce(): Fake {
  const kept = new Map<string, string>();

  const upsert = (object: string, key: string, { json }: FakeRequest): FakeAnswer => {
    const known = kept.get(key);
    const rules = OBJECTS[object] as Rules;
    const wrong = problemsOf(known ? optional(rules) : rules, json);
    if (wrong.length > 0) return { status: 400, json: errorsOf(wrong) };
    const id = known ?? `003FAKE${String(kept.size + 1).padStart(11, '0')}`;
    kept.set(key, id);
    return { status: known ? 200 : 201, json: { id, success: true, errors: [], created: !known } };
  };

  return (request) => {
    const { method, path, headers, form } = request;
    if (path === '/services/oauth2/token') {
      const isOurs =
        form?.get('grant_type') === 'refresh_token' &&
        form.get('refresh_token') === SALESFORCE_CREDENTIALS.refreshToken;
      return isOurs
        ? {
            status: 200,
            json: {
              access_token: SALESFORCE_TOKEN,
              instance_url: 'https://fake.my.salesforce.com',
              token_type: 'Bearer',
            },
          }
        : { status: 400, json: { error: 'invalid_grant', error_description: 'expired access/refresh token' } };
    }
    if (headers.authorization !== `Bearer ${SALESFORCE_TOKEN}`)
      return refused(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    if (method === 'GET' && /^\/services\/data\/v\d\d\.0\/limits$/.test(path))
      return { status: 200, json: { DailyApiRequests: { Max: 15_000, Remaining: 14_998 } } };
    const [, object = '', field, id] = /^\/services\/data\/v\d\d\.0\/sobjects\/(\w+)\/(\w+)\/(\w+)$/.exec(path) ?? [];
    if (!Object.hasOwn(OBJECTS, object)) return refused(404, 'NOT_FOUND', 'The requested resource does not exist');
    if (field !== SALESFORCE_SETTINGS.externalId)
      return refused(404, 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible');
    if (method === 'PATCH') return upsert(object, `${object}/${id}`, request);
    if (method !== 'DELETE') return refused(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed`);
    return kept.delete(`${object}/${id}`)
      ? { status: 204 }
      : refused(404, 'NOT_FOUND', 'The requested resource does not exist');
  };
}

const refused = (status: number, errorCode: string, message: string): FakeAnswer => ({
  status,
  json: [{ message, errorCode }],
});

const CODES: Readonly<Record<Problem['why'], string>> = {
  missing: 'REQUIRED_FIELD_MISSING',
  unknown: 'INVALID_FIELD',
  type: 'JSON_PARSER_ERROR',
  long: 'STRING_TOO_LONG',
  pattern: 'INVALID_EMAIL_ADDRESS',
};

const errorsOf = (wrong: Problem[]) =>
  wrong.map(({ field, why }) => ({ message: `${field}: not as it should be`, errorCode: CODES[why], fields: [field] }));
