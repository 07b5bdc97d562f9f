/** A directory with a token of its own that calls the door, as a real one does. */
import { randomUUID } from 'node:crypto';
import { createConnection } from '@/lib/people/users/scim/save-connection';
import type { Rules } from '@/lib/people/users/scim/schemas';
import '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { makeScimDoor } from '../app';

export interface ScimAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is what a test is about
  body: any;
  headers: Headers;
}

export type Scim = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ScimAnswer>;

const door = makeScimDoor();

export async function send(
  token: string,
  [method, path]: readonly [string, string],
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ScimAnswer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await door.fetch(
    new Request(`http://127.0.0.1/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', ...headers },
      ...(body !== undefined && { body: text }),
    }),
  );
  const answered = await response.text();
  return { status: response.status, body: answered === '' ? null : JSON.parse(answered), headers: response.headers };
}

export const rulesOf = (org: TestOrg, rules: Rules['rules'] = []): Rules => ({
  profileId: org.profileIds.Operator,
  roleId: org.roleIds.Manager,
  rules,
});

/** Connects one, by the organisation's administrator. */
export async function directoryOf(
  org: TestOrg,
  rules: Rules['rules'] = [],
): Promise<{ scim: Scim; token: string; id: string }> {
  const name = `Directory ${randomUUID().slice(0, 8)}`;
  const { id, token } = await createConnection(org.admin, { name, lives: '365', rules: rulesOf(org, rules) });
  if (token === null) throw new Error('No token was made.');
  return { id, token, scim: (method, path, body, headers) => send(token, [method, path], body, headers) };
}

export const newPerson = (over: object = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: `nora-${randomUUID()}@test.example`,
  externalId: randomUUID(),
  name: { givenName: 'Nora', familyName: 'New' },
  active: true,
  ...over,
});

export const patchOp = (...Operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});
