/** A body costs the process that serves people a bounded time, whatever stands in it. */
import { expect, test } from 'vitest';
import { MAX_JSON_BYTES, readJson } from './read-body';

const post = (body: string) =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
  });

const filled = (part: string, before = '[', after = ']') =>
  `${before}${part.repeat(Math.floor((MAX_JSON_BYTES - before.length - after.length - 2) / part.length))}1${after}`;

test.each([
  ['of empty objects', filled('{},')],
  ['of empty lists', filled('[],')],
  ['of short numbers', filled('1,')],
  ['of empty texts', filled('"",')],
  ['of keys', filled('"a":1,', '{', '}').replace(/1}$/, '"z":1}')],
])('five megabytes %s are refused before they are parsed', async (_, body) => {
  await expect(readJson(post(body))).rejects.toMatchObject({ status: 400 });
});

test('a hundred records of five hundred fields, and one text of five megabytes, are read', async () => {
  const record = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`Field_${n}`, 'A value']));
  const many = { data: Array.from({ length: 100 }, () => record) };
  expect(await readJson(post(JSON.stringify(many)))).toEqual(many);
  const long = { data: [{ Description: '{[,'.repeat(1_500_000) }] };
  expect(await readJson(post(JSON.stringify(long)))).toEqual(long);
});

test.each([
  '{"data":[{"Last_Name":"A1","Last_Name":"A2"}]}',
  '{"data":[],"data" : [1]}',
  '{"a":{"b":[{"\\u0063":1,"x":{"c":1},"c":2}]}}',
])('a body that names one member twice is refused, as one value would be lost: %s', async (body) => {
  await expect(readJson(post(body))).rejects.toMatchObject({ status: 400, code: 'INVALID_DATA' });
});

test('the same name in another object, and as a value, is none twice', async () => {
  const body = { a: { a: 'a' }, b: ['a', 'a', { a: ['b:', '"b":'] }], c: { b: 'a', '\\': '"' } };
  expect(await readJson(post(JSON.stringify(body, null, 2)))).toEqual(body);
});
