/** The OpenAPI 3.1 document, made of the same list as the app. Schemas are zod's own JSON Schema. */
import type { Endpoint } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { isRepeatable } from './idempotency';
import { jsonSchema } from './json-schema';
import { EXAMPLES } from './openapi-examples';
import { samplesOf } from './openapi-samples';
import { SCHEMAS, TAGS } from './openapi-schemas';
import { TOKEN_PATHS } from './openapi-tokens';
import { isOfSalesIq } from './salesiq/error-form';

export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = { ...TOKEN_PATHS };
  for (const endpoint of ENDPOINTS.filter(isAnswered)) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Careledger REST API',
      version: '8.0',
      description:
        'The REST door of Careledger, in the shape of Zoho CRM v8, and for live chat of SalesIQ v2. A field that the organisation restricts for HIPAA has no key in any answer, and asking for it by name is refused. Encrypted values that do not open, since they were changed outside Careledger, have no key either: `$integrity` of their record (a note, an attachment) names them, and the others come as they are. Changing or copying such a record, or changing anything while the settings themselves do not check, is answered 409 `INTEGRITY`. A query parameter that an endpoint does not take, or that stands twice, is refused by name; `wf_trigger`, `approved` and `include_child`, which change nothing here, are told in the header `X-Ignored-Parameters`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ oauth: [] }],
    tags: TAGS,
    paths,
    components: {
      securitySchemes: {
        oauth: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: '/oauth/v2/token', scopes: everyScope() } },
        },
      },
      schemas: SCHEMAS,
    },
  };
}

/** Not what is there only to say NOT_SUPPORTED. */
export const isAnswered = ({ answers }: Endpoint): boolean =>
  Object.keys(answers).some((status) => Number(status) < 400);

function operation(endpoint: Endpoint) {
  const { method, path } = endpoint;
  const error = isOfSalesIq(path) ? 'SalesIQError' : 'Error';
  return {
    operationId: operationId(endpoint),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    // Of several, one is enough.
    security: scopesOf(endpoint).map((scope) => ({ oauth: [scope] })),
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint), ...headerParameters(endpoint)],
    ...(endpoint.body && { requestBody: requestBody(endpoint.body, EXAMPLES[`${method} ${path}`]?.body) }),
    responses: {
      ...Object.fromEntries(Object.entries(endpoint.answers).map(([status, what]) => [status, response(what)])),
      400: response(error, 'The request is not right'),
      401: response(error, 'The token is absent, wrong or lacks the scope'),
      403: response(error, 'The profile forbids it'),
      ...(isRepeatable(endpoint) && { 409: response(error, 'A request with this Idempotency-Key is still running') }),
      429: response(error, 'Too many requests'),
      503: response(error, 'The database cannot be reached; Retry-After says when to try again'),
    },
    'x-codeSamples': samplesOf({
      method,
      path,
      isUpload: endpoint.body === 'multipart/form-data',
      ...EXAMPLES[`${method} ${path}`],
    }),
  };
}

/** As Zoho writes them; a scope of one module stands for that module in place of `modules`. */
const scopesOf = ({ need }: Endpoint): string[] =>
  [need({})].flat().map(({ area, act }) => `${SERVICES[area] ?? 'ZohoCRM'}.${area}.${act}`);

const SERVICES: Record<string, string> = {
  securesearch: 'ZohoSearch',
  files: 'ZohoFiles',
  conversations: 'SalesIQ',
  visitors: 'SalesIQ',
};

function everyScope(): Record<string, string> {
  const names = [...new Set(ENDPOINTS.filter(isAnswered).flatMap(scopesOf))].sort();
  return Object.fromEntries(names.map((name) => [name, ACTS[name.split('.').at(-1) as keyof typeof ACTS] ?? name]));
}

const ACTS = { READ: 'Read', CREATE: 'Create', UPDATE: 'Change', DELETE: 'Delete' };

/** `getRecord` from `GET /crm/v8/{module}/{id}`: method and path, camel-cased. */
function operationId({ method, path }: Endpoint): string {
  const words = path
    .replace(/^\/crm\//, '')
    .replaceAll(/[{}_]/g, '')
    .split(/[/.-]/)
    .filter((word) => word !== 'v8');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

const pathParameters = ({ path }: Endpoint) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

function queryParameters({ query }: Endpoint) {
  if (!query) return [];
  const { properties = {}, required = [] } = jsonSchema(query) as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description && { description }),
    schema,
  }));
}

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string', maxLength: 255 },
});

const IDEMPOTENCY = header(
  'Idempotency-Key',
  'Sent again under the same key within 24 hours, the request is written once and answered the same; another one is refused',
);

const PRECONDITIONS = [
  header('If-Match', 'Entity tags of the records as they were read, or *; another state of a record is 412'),
  header('If-Unmodified-Since', 'Not changed after this second; else 412'),
];

const headerParameters = (endpoint: Endpoint) => [
  ...(isRepeatable(endpoint) ? [IDEMPOTENCY] : []),
  ...(endpoint.conditional ? PRECONDITIONS : []),
];

function requestBody(body: NonNullable<Endpoint['body']>, example?: unknown) {
  if (body === 'multipart/form-data') {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  const content = { schema: jsonSchema(body.schema), ...(example !== undefined && { example }) };
  return { required: true, content: { 'application/json': content } };
}

/** The name of a schema, or what the answer is in words. */
function response(what: string, description = what) {
  if (!Object.hasOwn(SCHEMAS, what)) return { description };
  const schema = { $ref: `#/components/schemas/${what}` };
  return {
    description: description.replaceAll(/([a-z])([A-Z])/g, '$1 $2'),
    content: { 'application/json': { schema } },
  };
}
