/** What an endpoint of the REST door is. The list of them makes the app, its OpenAPI document and the tables of the tests. */
import type { z } from 'zod';
import type { ApiSession } from '@/lib/admin/api-clients/authenticate';
import type { ScopeNeed as Need } from '@/lib/admin/api-clients/scopes';
import type { Context } from '@/lib/platform/context';

export interface Call {
  ctx: Context;
  session: ApiSession;
  request: Request;
  params: Record<string, string>;
  /** Query parameters as the URL gives them; read them by a schema. */
  query: Record<string, string>;
  /** Takes an upload's content as it comes, where its request may come again. */
  content?: { update(bytes: Buffer): void };
  /** API names of marked fields that left with the answer: the dialog that closes this door tells them before. */
  fieldsRead: string[];
}

export interface Endpoint {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/crm/v8/{module}/{id}`. */
  path: string;
  tag: string;
  summary: string;
  /** The scope a token must have; of several, one. */
  need(params: Record<string, string>): Need | readonly Need[];
  query?: z.ZodObject;
  /** Schema of the JSON body, or the media type of another one. */
  body?: z.ZodType | 'multipart/form-data';
  /** A POST that writes nothing, and is not kept under an `Idempotency-Key`. */
  reads?: true;
  /** A write that looks at `If-Match` and `If-Unmodified-Since`; every other one refuses them. */
  conditional?: true;
  /** What the answers hold, by status. */
  answers: Record<number, string>;
  run(call: Call): Promise<Response>;
}

export const modulesNeed =
  (act: 'READ' | 'CREATE' | 'UPDATE' | 'DELETE') =>
  ({ module }: Record<string, string>): Need => ({ area: 'modules', act, ...(module && { module }) });

/** An answer of JSON that no cache keeps. */
export const json = (body: unknown, status = 200): Response => Response.json(body, { status });

/** What is empty has no body (204), as Zoho CRM answers. */
export const nothing = (): Response => new Response(null, { status: 204 });
