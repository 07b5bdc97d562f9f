import { expect, test } from 'vitest';
import { requestOf } from './request-of';

const CALL = {
  method: 'GET',
  path: '/crm/v8/{module}/{id}',
  parameters: ['module', 'id'].map((name) => parameter(name, 'path')).concat(parameter('fields', 'query')),
  body: null,
  scopes: ['ZohoCRM.modules.READ'],
};
const FILLED = { values: {}, body: '', file: null, token: 't' };

function parameter(name: string, place: 'path' | 'query' | 'header') {
  return { name, in: place, required: true, description: '', type: 'string', example: '' };
}

test('fills path and query, escapes what would be another path, leaves out what is empty', () => {
  const { url, init } = requestOf(CALL, { ...FILLED, values: { module: 'Contacts', id: '../1?x', fields: '' } });
  expect(url).toBe('/crm/v8/Contacts/..%2F1%3Fx');
  expect(init.headers).toEqual({ Authorization: 'Zoho-oauthtoken t' });
  expect(init).toMatchObject({ credentials: 'omit', cache: 'no-store' });
  const named = requestOf(CALL, { ...FILLED, values: { module: 'Contacts', id: '1', fields: 'Last_Name,Email' } });
  expect(named.url).toBe('/crm/v8/Contacts/1?fields=Last_Name%2CEmail');
});

test('sends a header that was filled in', () => {
  const parameters = [parameter('Idempotency-Key', 'header')];
  const { init } = requestOf({ ...CALL, parameters }, { ...FILLED, values: { 'Idempotency-Key': 'k' } });
  expect(init.headers).toMatchObject({ 'Idempotency-Key': 'k' });
});

test('sends the token to no call that needs none, and the body as its type', () => {
  const form = { type: 'application/x-www-form-urlencoded', sketch: '', example: '' };
  const { init } = requestOf({ ...CALL, method: 'POST', scopes: [], body: form }, { ...FILLED, body: 'a=b' });
  expect(init.headers).toEqual({ 'Content-Type': form.type });
  expect(init.body).toBe('a=b');
});
