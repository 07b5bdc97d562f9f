/** The contract is the code: of each call that takes a body one schema says in OpenAPI what may be sent, and reads it. */
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createNote } from '@/lib/crm/notes/write';
import { createRecord } from '@/lib/crm/records/create';
import { makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { ApiError } from './api-error';
import { type Call, type Endpoint, nothing } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { jsonSchema } from './json-schema';
import { openApiDocument } from './openapi';
import { EXAMPLES } from './openapi-examples';
import { type Arrival, runEndpoint } from './run-endpoint';

type Json = Extract<Endpoint, { body: object }>;

const named = <E extends Endpoint>(endpoints: readonly E[]) =>
  endpoints.map((endpoint) => ({ name: `${endpoint.method} ${endpoint.path}`, endpoint }));
const TAKING = named(ENDPOINTS.filter(({ body }) => body !== undefined));
const JSON_BODIES = named(ENDPOINTS.filter((endpoint): endpoint is Json => typeof endpoint.body === 'object'));

let org: TestOrg;
let params: Record<string, string>;

beforeAll(async () => {
  org = await makeHealthOrg();
  const { id } = await createRecord(org.operator, {
    module: 'Contacts',
    values: { Last_Name: 'Example' },
    source: 'api',
  });
  const note = await createNote(org.operator, { module: 'Contacts', recordId: id, body: 'A note' });
  params = { module: 'Contacts', id, noteId: note.id, portal: org.orgId, conversationId: '1' };
});

function arrivalOf({ method }: Endpoint, body?: string): Arrival {
  const headers = new Headers(body === undefined ? {} : { 'content-type': 'application/json' });
  const request = new Request('http://api.test/', { method: method.toUpperCase(), headers, ...(body && { body }) });
  const limit = { limit: 100, remaining: 99, resetSeconds: 60 };
  const about = { ownerName: 'Olga', metaVersion: 0, protectedInAddress: false };
  const session = { ctx: org.operator, clientId: '1', scopes: ['ZohoCRM.modules.ALL'], ...about, limit };
  return { ctx: org.operator, session, request, params: { ...params }, query: {}, fieldsRead: [] };
}

test('there are calls with a body', () => expect(JSON_BODIES.length).toBeGreaterThan(15));

test.each(TAKING)('$name: the handler asks for the parsed body, and has no other', async ({ endpoint }) => {
  const asked = new Error('It asked for the parsed body.');
  const { request, ...call } = arrivalOf(endpoint);
  const { method, url, headers } = request;
  const ran = endpoint.run({ ...call, request: { method, url, headers }, body: () => Promise.reject(asked) } as never);
  await expect(ran).rejects.toBe(asked);
});

/** What the handler of such an endpoint would be given of the body. */
async function bodyGiven(endpoint: Json, body: string): Promise<unknown> {
  const given: unknown[] = [];
  const run = async (call: Call) => {
    given.push(await call.body());
    return nothing();
  };
  await runEndpoint({ ...endpoint, run }, arrivalOf(endpoint, body));
  return given[0];
}

describe.each(JSON_BODIES)('$name', ({ name, endpoint }) => {
  test('prints the schema that reads its body', () => {
    const operation = openApiDocument().paths[endpoint.path]?.[endpoint.method] as {
      requestBody: { content: Record<string, { schema: unknown }> };
    };
    expect(operation.requestBody.content['application/json']?.schema).toEqual(jsonSchema(endpoint.body.schema));
  });

  test('gives its handler what the schema makes of the example', async () => {
    const body = JSON.stringify(EXAMPLES[name]?.body).replaceAll('{id}', '123');
    expect(await bodyGiven(endpoint, body)).toEqual(endpoint.body.schema.parse(JSON.parse(body)));
  });

  test.each(['[]', 'null', '"text"', '1', 'true', '[{"data":[]}]'])(
    'answers %s, which is no object, as every call does',
    async (body) => {
      const refused = await bodyGiven(endpoint, body).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ApiError);
      expect(refused).toMatchObject({
        status: 400,
        code: 'INVALID_DATA',
        message: 'the body must be a JSON object',
        details: { expected_data_type: 'jsonobject' },
      });
    },
  );

  test('refuses a body that says it is compressed, whatever its bytes are', async () => {
    const example = JSON.stringify(EXAMPLES[name]?.body);
    for (const [coding, body] of [
      ['gzip', example],
      ['gzip', gzipSync(example)],
      ['br, gzip', example],
    ] as const) {
      const arrival = arrivalOf(endpoint, example);
      const headers = new Headers({ 'content-type': 'application/json', 'content-encoding': coding });
      const request = new Request(arrival.request.url, {
        method: arrival.request.method,
        headers,
        body: body as BodyInit,
      });
      const run = async (call: Call) => {
        await call.body();
        return nothing();
      };
      const ran = runEndpoint({ ...endpoint, run }, { ...arrival, request });
      await expect(ran).rejects.toMatchObject({ status: 415, details: { header: 'Content-Encoding' } });
    }
  });

  test.each(['[]', 'null', '"text"', '{"nobody_knows":1}'])('refuses %s before its handler has it', async (body) => {
    const refused = await bodyGiven(endpoint, body).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect((refused as ApiError).status).toBe(400);
  });
});

test('no handler can reach the raw body: the compiler refuses it', () => {
  const reads = ({ request }: Call) => [
    // @ts-expect-error the head of a request has no body
    request.json,
    // @ts-expect-error
    request.body,
    // @ts-expect-error
    request.arrayBuffer,
  ];
  expect(reads).toBeTypeOf('function');
});

test('an endpoint whose handler reads another body than its schema makes does not compile', () => {
  const { body: other, ...contract } = (JSON_BODIES[0] as { endpoint: Json }).endpoint;
  const body = { ...other, schema: z.object({ what: z.number() }) };
  // @ts-expect-error the schema makes a number of what the handler takes for a text
  const endpoint: Endpoint<{ what: string }> = { ...contract, body, run: async () => nothing() };
  expect(endpoint.body).toBe(body);
});
