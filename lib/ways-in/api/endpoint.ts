/** What an endpoint of the REST door is. The list of them makes the app, its OpenAPI document and the tables of the tests. */
import type { z } from 'zod';
import type { ApiSession } from '@/lib/admin/api-clients/authenticate';
import type { ScopeNeed as Need } from '@/lib/admin/api-clients/scopes';
import type { Context } from '@/lib/platform/context';
import type { ApiError } from './api-error';
import type { Upload } from './read-upload';

/** What a handler sees of the request. Its body comes by `Call.body` alone: parsed. */
export type RequestHead = Pick<Request, 'method' | 'url' | 'headers'>;

export interface Call<Body = unknown> {
  ctx: Context;
  session: ApiSession;
  request: RequestHead;
  params: Record<string, string>;
  /** Query parameters as the URL gives them; read them by a schema. */
  query: Record<string, string>;
  /** API names of marked fields that left with the answer: the dialog that closes this door tells them before. */
  fieldsRead: string[];
  /** Reads the body, as the endpoint's schema parses it. @throws as `readJson`, and what the endpoint's `refusal` answers */
  body(): Promise<Body>;
}

/** A JSON body: one schema parses what was sent and is printed in the OpenAPI document. */
export interface JsonBody<Parsed> {
  schema: z.ZodType<Parsed>;
  /** The answer to what does not fit the schema. */
  refusal(issues: readonly Issue[], given: unknown): ApiError;
}
export type Issue = z.core.$ZodIssue;

interface Contract {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/crm/v8/{module}/{id}`. */
  path: string;
  tag: string;
  summary: string;
  /** The scope a token must have; of several, one. */
  need(params: Record<string, string>): Need | readonly Need[];
  query?: z.ZodObject;
  /** A POST that writes nothing, and is not kept under an `Idempotency-Key`. */
  reads?: true;
  /** A write that looks at `If-Match` and `If-Unmodified-Since`; every other one refuses them. */
  conditional?: true;
  /** What the answers hold, by status. */
  answers: Record<number, string>;
}

/** Its handler is given what its own body parses to, and nothing else of the body. */
type Taking<Body, Parsed> = Contract & { body: Body; run(call: Call<Parsed>): Promise<Response> };
type TakingNone = Contract & { body?: undefined; run(call: Call<never>): Promise<Response> };

/** @template Parsed what the schema of its JSON body makes of it */
export type Endpoint<Parsed = unknown> =
  | TakingNone
  | Taking<JsonBody<Parsed>, Parsed>
  | Taking<'multipart/form-data', Upload>;

export const modulesNeed =
  (act: 'READ' | 'CREATE' | 'UPDATE' | 'DELETE') =>
  ({ module }: Record<string, string>): Need => ({ area: 'modules', act, ...(module && { module }) });

/** An answer of JSON that no cache keeps. */
export const json = (body: unknown, status = 200): Response => Response.json(body, { status });

/** What is empty has no body (204), as Zoho CRM answers. */
export const nothing = (): Response => new Response(null, { status: 204 });
