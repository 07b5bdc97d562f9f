/** The OpenAPI document as the page `/developers` shows it: calls by tag, schemas as sketches. Plain data. */
import { openApiDocument } from './openapi';
import { EXAMPLES } from './openapi-examples';
import type { CodeSample } from './openapi-samples';
import { sketchSchema } from './schema-sketch';

export interface ReferenceParameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string;
  type: string;
  /** What the form to try the call begins with. */
  example: string;
}

export interface ReferenceCall {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** One of them is enough; none: no token needed. */
  scopes: string[];
  parameters: ReferenceParameter[];
  body: { type: string; sketch: string; example: string } | null;
  answers: { status: string; description: string; sketch: string | null }[];
  samples: CodeSample[];
}

export interface ReferenceGroup {
  name: string;
  description: string;
  calls: ReferenceCall[];
}

export interface Reference {
  groups: ReferenceGroup[];
  scopes: string[];
}

type Document = ReturnType<typeof openApiDocument>;

interface Content {
  schema: unknown;
  example?: unknown;
}

interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters?: {
    name: string;
    in: ReferenceParameter['in'];
    required: boolean;
    description?: string;
    schema: unknown;
  }[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { description: string; content?: Record<string, Content> }>;
  'x-codeSamples': CodeSample[];
}

export function apiReference(): Reference {
  const document = openApiDocument();
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: (operation as Operation).tags[0],
      call: callOf(document, method, path, operation as Operation),
    })),
  );
  const groups = document.tags
    .map((tag) => ({ ...tag, calls: calls.filter((one) => one.tag === tag.name).map(({ call }) => call) }))
    .filter((group) => group.calls.length > 0);
  return { groups, scopes: Object.keys(document.components.securitySchemes.oauth.flows.clientCredentials.scopes) };
}

function callOf({ components }: Document, method: string, path: string, operation: Operation): ReferenceCall {
  const sketch = (schema: unknown) => sketchSchema(schema, components.schemas);
  const { params = {}, query = {} } = EXAMPLES[`${method} ${path}`] ?? {};
  const examples: Record<string, string> = { module: 'Contacts', ...params, ...query };
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    description: operation.description ?? '',
    scopes: operation.security.flatMap(({ oauth = [] }) => oauth),
    parameters: (operation.parameters ?? []).map(({ name, required, description = '', schema, ...place }) => ({
      name,
      in: place.in,
      required,
      description,
      type: sketch(schema),
      example: exampleIn(examples[name]),
    })),
    body: type && content ? { type, sketch: sketch(content.schema), example: textOf(content.example) } : null,
    answers: Object.entries(operation.responses).map(([status, { description, content: held }]) => {
      const [first] = Object.values(held ?? {});
      return { status, description, sketch: first ? sketch(first.schema) : null };
    }),
    samples: operation['x-codeSamples'],
  };
}

/** What stands for an id to fill in is no example to send. */
const exampleIn = (text: string | undefined): string => (text === undefined || text.includes('{id}') ? '' : text);

const textOf = (example: unknown): string => (example === undefined ? '' : JSON.stringify(example, null, 2));
