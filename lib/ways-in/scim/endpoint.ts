/** What a call of a directory is, and what each answer has in common: paging, chosen attributes, versions. */
import type { Directory } from '@/lib/people/users/scim/authenticate';
import type { Versions } from '@/lib/people/users/scim/version';
import { type Kind, known } from './attributes';
import { isObject } from './patch';
import type { Body } from './resources';
import { MEDIA_TYPE, ScimError } from './scim-error';

export interface ScimCall {
  directory: Directory;
  request: Request;
  params: Record<string, string>;
  query: URLSearchParams;
  /** `https://…/scim/v2` */
  base: string;
  /** The body, an object. @throws ScimError, ApiError */
  body(): Promise<Record<string, unknown>>;
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/scim/v2`, as Hono writes it. */
  path: string;
  run(call: ScimCall): Promise<Response>;
}

export const scimJson = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': MEDIA_TYPE, ...headers } });

export const PAGE = { default: 100, most: 200 } as const;

export interface Page {
  skip: number;
  take: number;
}

/** Numbers out of range are taken as the nearest in it (RFC 7644, 3.4.2.4). @throws ScimError for what is no number */
export function pageOf(query: URLSearchParams): Page {
  const number = (name: string, otherwise: number) => {
    const text = query.get(name);
    if (text === null) return otherwise;
    if (!/^-?\d{1,9}$/.test(text)) throw new ScimError(400, `${name} is a whole number.`, 'invalidValue');
    return Number(text);
  };
  const take = Math.min(Math.max(number('count', PAGE.default), 0), PAGE.most);
  return { skip: Math.max(number('startIndex', 1), 1) - 1, take };
}

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

export const listBody = (resources: readonly unknown[], total: number, skip: number) => ({
  schemas: [LIST],
  totalResults: total,
  startIndex: skip + 1,
  itemsPerPage: resources.length,
  Resources: resources,
});

/** `attributes` and `excludedAttributes`. What names none of ours chooses nothing. */
export function chosen(kind: Kind, query: URLSearchParams): (body: Body) => object {
  const named = (name: string) => {
    const names = (query.get(name) ?? '')
      .slice(0, 2_000)
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
    return names.flatMap((one) => {
      const what = known(kind, one);
      return what.is === 'kept' ? [what.path] : [];
    });
  };
  const [wanted, unwanted] = [named('attributes'), named('excludedAttributes')];
  const asksForSome = (query.get('attributes') ?? '').trim() !== '';
  const isWanted = (path: string) =>
    path === 'schemas' ||
    path === 'id' ||
    wanted.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
  const isUnwanted = (path: string) => path !== 'schemas' && path !== 'id' && unwanted.includes(path);
  return (body) => narrowed(body, (path) => (asksForSome ? isWanted(path) : !isUnwanted(path)));
}

/** Of attributes with parts, the parts that are wanted. */
function narrowed(body: object, keeps: (path: string) => boolean, above = ''): object {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => keeps(`${above}${name}`))
      .map(([name, value]) => {
        if (above !== '') return [name, value];
        const inside = (one: unknown) => (isObject(one) ? narrowed(one, keeps, `${name}.`) : one);
        return [name, Array.isArray(value) ? value.map(inside) : inside(value)];
      }),
  );
}

/** Versions that the asker knows, of `If-Match`; null where any will do. */
export function versionsOf(request: Request): Versions {
  const given = request.headers.get('if-match');
  if (given === null || given.trim() === '*') return null;
  return [...given.matchAll(/(?:W\/)?"([^"]{1,100})"/g)].slice(0, 20).map(([, version = '']) => version);
}

/** One resource with its version; nothing where the asker has it as it is. */
export function resourceAnswer({ request, query }: ScimCall, kind: Kind, body: Body, status = 200): Response {
  const { version, location } = body.meta as { version: string; location?: string };
  const has = request.headers.get('if-none-match');
  if (request.method === 'GET' && has !== null && (has.trim() === '*' || has.includes(version.replace('W/', '')))) {
    return new Response(null, { status: 304, headers: { etag: version } });
  }
  const headers = { etag: version, ...(location && status === 201 && { location }) };
  return scimJson(chosen(kind, query)(body), status, headers);
}

/** Done, and nothing to say of it. */
export const gone = (): Response => new Response(null, { status: 204 });
