/**
 * A fake of Zoho Projects. Written from: "Users API" (zoho.com/projects/help/rest-api/users-api.html: "Add user to a client
 * company", "Delete a client user", "Get remaining no. of users in a portal", users named by `email`, answered as `users`) and
 * "Zoho Projects API Documentation" (projects.zoho.com/api-docs: root, header, status codes). The page's own table of the
 * parameters for client users could not be read; the fake asks for the one that users of a project are added by.
 */

import type { Fake, FakeAnswer } from '../fake-server';
import { EMAIL } from './check';
import { knowsUs, zohoIds, zohoToken } from './zoho';

export const PROJECTS_SETTINGS = { portalId: '687892', clientId: '170876000004152071' };

export function fakeProjects(): Fake {
  const nextId = zohoIds();
  const users = new Map<string, string>();
  const portal = `/restapi/portal/${PROJECTS_SETTINGS.portalId}`;

  const add = (form: URLSearchParams | null): FakeAnswer => {
    const email = form?.get('email') ?? '';
    if (!email) return refused(400, 6831, 'Input Parameter Missing');
    if ([...(form?.keys() ?? [])].some((name) => name !== 'email')) return refused(400, 6832, 'Extra parameter found');
    if (!EMAIL.test(email) || email.length > 100)
      return refused(400, 6832, 'Input Parameter Does not Match the Pattern Specified');
    const id = users.get(email) ?? nextId();
    users.set(email, id);
    return { status: 201, json: { users: [{ id, email, name: email, active: false }] } };
  };

  return (request) => {
    const token = zohoToken(request);
    if (token) return token;
    if (!knowsUs(request)) return refused(401, 6401, 'Unauthorized request');
    const { method, path } = request;
    if (method === 'GET' && path === `${portal}/users/availcount/`)
      return { status: 200, json: { clientusers: { available: 10 } } };
    if (method === 'POST' && path === `${portal}/clients/${PROJECTS_SETTINGS.clientId}/users/`)
      return add(request.form);
    const [, id] = /\/clientusers\/(\d+)$/.exec(path) ?? [];
    const email = [...users].find(([, of]) => of === id)?.[0];
    if (method !== 'DELETE' || !path.startsWith(portal) || !email) return refused(404, 6404, 'Resource not found');
    users.delete(email);
    return { status: 204 };
  };
}

const refused = (status: number, code: number, message: string): FakeAnswer => ({
  status,
  json: { error: { code, message } },
});
