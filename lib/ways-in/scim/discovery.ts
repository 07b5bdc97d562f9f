/** What this service can do (RFC 7643, 5 to 7; RFC 7644, 4). */
import { GROUP, USER } from './attributes';
import { type Endpoint, listBody, PAGE, type ScimCall, scimJson } from './endpoint';
import { SCHEMAS } from './schema-documents';
import { ScimError } from './scim-error';

const CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

const config = (base: string) => ({
  schemas: [CONFIG],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: PAGE.most },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'The token of Setup > Directories (SCIM), in the header Authorization.',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
});

const typesAt = (base: string) =>
  [
    { name: 'User', schema: USER, description: 'People who sign in' },
    { name: 'Group', schema: GROUP, description: 'Groups of people' },
  ].map(({ name, ...more }) => ({
    schemas: [TYPE],
    id: name,
    name,
    endpoint: `/${name}s`,
    ...more,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }));

const schemasAt = (base: string) =>
  SCHEMAS.map((schema) => ({
    schemas: [SCHEMA],
    ...schema,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema.id}` },
  }));

/** Filters are none of theirs (RFC 7644, 4). */
function listAll({ query }: ScimCall, all: readonly unknown[]): Response {
  if (query.has('filter')) throw new ScimError(403, 'These are not filtered.');
  return scimJson(listBody(all, all.length, 0));
}

function one({ params }: ScimCall, all: readonly { id: string }[]): Response {
  const found = all.find(({ id }) => id === params.id);
  if (!found) throw new ScimError(404, 'There is none of this name.');
  return scimJson(found);
}

export const DISCOVERY: readonly Endpoint[] = [
  { method: 'GET', path: '/ServiceProviderConfig', run: async ({ base }) => scimJson(config(base)) },
  { method: 'GET', path: '/ResourceTypes', run: async (call) => listAll(call, typesAt(call.base)) },
  { method: 'GET', path: '/ResourceTypes/:id', run: async (call) => one(call, typesAt(call.base)) },
  { method: 'GET', path: '/Schemas', run: async (call) => listAll(call, schemasAt(call.base)) },
  { method: 'GET', path: '/Schemas/:id', run: async (call) => one(call, schemasAt(call.base)) },
];
