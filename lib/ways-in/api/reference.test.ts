import { expect, test } from 'vitest';
import { ENDPOINTS } from './endpoints';
import { isAnswered } from './openapi';
import { apiReference } from './reference';
import { sketchSchema } from './schema-sketch';

test('shows every endpoint and the token calls, each with its scopes, answers and a sample in curl', () => {
  const calls = apiReference().groups.flatMap((group) => group.calls);
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(
    expect.arrayContaining([
      'POST /oauth/v2/token',
      ...ENDPOINTS.filter(isAnswered).map(({ method, path }) => `${method.toUpperCase()} ${path}`),
    ]),
  );
  expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
  for (const { path, scopes, answers, samples } of calls) {
    expect(scopes.length > 0).toBe(!path.startsWith('/oauth'));
    expect(answers.length).toBeGreaterThan(0);
    expect(samples[0]?.source).toContain(`$BASE${path.replace('{module}', 'Contacts').split('{')[0]}`);
  }
});

test('what stands for an id is in the samples, and not in the form to try', () => {
  const call = apiReference()
    .groups.flatMap((group) => group.calls)
    .find(({ method, path }) => method === 'GET' && path === '/crm/v8/{module}/{id}');
  expect(call?.samples[0]?.source).toContain('/crm/v8/Contacts/{id}?fields=Last_Name,Email');
  expect(call?.parameters.map(({ name, example }) => [name, example])).toEqual([
    ['module', 'Contacts'],
    ['id', ''],
    ['fields', 'Last_Name,Email'],
  ]);
});

test('a sketch follows names, lists, choices and what may be null, and ends in what contains itself', () => {
  const named = { Loop: { type: 'object', properties: { again: { $ref: '#/components/schemas/Loop' } } } };
  const schema = {
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'array', items: { enum: ['x', 'y'] } }, b: { type: ['string', 'null'] } },
  };
  expect(sketchSchema(schema, {})).toBe('{\n  a: ["x" | "y"]\n  b?: string | null\n}');
  expect(sketchSchema(named.Loop, named)).toContain('again: …');
});
