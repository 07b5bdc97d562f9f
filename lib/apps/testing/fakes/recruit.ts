/**
 * A fake of Zoho Recruit. Written from: "Insert or Update (upsert)", "Insert Records", "Update Records", "Delete Records" and
 * "Get Organization" (zoho.com/recruit/developer-guide/apiv2: upsert-records.html, insert-records.html and their neighbours: path,
 * `data`, `duplicate_check_fields`, answers and error codes, attributes of each kind of field: text up to 255 characters, phone
 * up to 30).
 */

import type { Fake, FakeAnswer, FakeRequest } from '../fake-server';
import { EMAIL, optional, problemsOf, type Rule, type Rules, required, text } from './check';
import { knowsUs, zohoIds, zohoToken } from './zoho';

const line = text(255, { nullable: true });
const email = text(100, { nullable: true, pattern: EMAIL });
const phone: Rule = text(30, { nullable: true, pattern: /^[0-9a-zA-Z!#;%*^()=\\{}[\]?`~_\-.$@,:'/\s+]+$/ });

const MODULES: Readonly<Record<string, { rules: Rules; unique: string }>> = {
  Candidates: {
    unique: 'Email',
    rules: {
      Last_Name: required(line),
      First_Name: line,
      Email: email,
      Secondary_Email: email,
      Phone: phone,
      Mobile: phone,
      Current_Job_Title: line,
      Current_Employer: line,
      Street: line,
      City: line,
      State: line,
      Zip_Code: line,
      Country: line,
    },
  },
  Clients: { unique: 'Client_Name', rules: { Client_Name: required(line), Contact_Number: phone, Website: line } },
};

export function fakeRecruit(): Fake {
  const nextId = zohoIds();
  const kept = new Map<string, Record<string, unknown>>();

  const save = ({ json }: FakeRequest, module: string, id?: string): FakeAnswer => {
    const { rules, unique } = MODULES[module] as { rules: Rules; unique: string };
    const { data } = (json ?? {}) as { data?: unknown };
    if (!Array.isArray(data) || data.length !== 1)
      return refused(400, 'INVALID_DATA', { expected_data_type: 'jsonarray', api_name: 'data' });
    const wrong = problemsOf(id === undefined ? rules : optional(rules), data[0])[0];
    if (wrong)
      return refused(id === undefined ? 202 : 400, wrong.why === 'missing' ? 'MANDATORY_NOT_FOUND' : 'INVALID_DATA', {
        api_name: wrong.field,
      });
    const record = data[0] as Record<string, unknown>;
    const known =
      id ?? [...kept].find(([, one]) => record[unique] !== undefined && one[unique] === record[unique])?.[0];
    const to = known ?? nextId();
    kept.set(to, record);
    return {
      status: known ? 200 : 201,
      json: { data: [{ code: 'SUCCESS', details: { id: to }, message: 'record saved', status: 'success' }] },
    };
  };

  return (request) => {
    const token = zohoToken(request);
    if (token) return token;
    if (!knowsUs(request))
      return {
        status: 401,
        json: { code: 'INVALID_TOKEN', details: {}, message: 'invalid oauth token', status: 'error' },
      };
    const { method, path } = request;
    if (method === 'GET' && path === '/recruit/v2/org')
      return { status: 200, json: { org: [{ company_name: 'Fake clinic' }] } };
    const [, module = '', rest = ''] = /^\/recruit\/v2\/(\w+)\/(\w+)$/.exec(path) ?? [];
    if (!Object.hasOwn(MODULES, module))
      return {
        status: 404,
        json: { code: 'INVALID_URL_PATTERN', details: {}, message: 'check the URL', status: 'error' },
      };
    if (method === 'POST' && rest === 'upsert') return save(request, module);
    if (!kept.has(rest)) return refused(400, 'INVALID_DATA', { id: rest });
    if (method === 'PUT') return save(request, module, rest);
    if (method !== 'DELETE')
      return {
        status: 405,
        json: { code: 'INVALID_REQUEST_METHOD', details: {}, message: 'method not allowed', status: 'error' },
      };
    kept.delete(rest);
    return {
      status: 200,
      json: { data: [{ code: 'SUCCESS', details: { id: rest }, message: 'record deleted', status: 'success' }] },
    };
  };
}

const refused = (status: number, code: string, details: object): FakeAnswer => ({
  status,
  json: { data: [{ code, details, message: 'the record is not as it should be', status: 'error' }] },
});
