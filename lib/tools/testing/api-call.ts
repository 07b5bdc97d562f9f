/** Runs one endpoint of the REST door as a person of a test, without tokens: what `makeApi` does around it is tested there. */

import type { ApiSession } from '@/lib/admin/api-clients/authenticate';
import type { Context } from '@/lib/platform/context';
import type { Endpoint } from '@/lib/ways-in/api/endpoint';
import { errorAnswer } from '@/lib/ways-in/api/error-answer';
import { runEndpoint } from '@/lib/ways-in/api/run-endpoint';

export interface ApiCall {
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** An object travels as JSON. */
  body?: BodyInit | object;
  headers?: Record<string, string>;
  /** All of them when absent. */
  scopes?: readonly string[];
}

export interface ApiAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
  body: any;
  bytes: Buffer;
  headers: Headers;
  fieldsRead: string[];
}

const EVERY_SCOPE = ['modules', 'settings', 'org', 'users', 'coql', 'bulk', 'files'].map(
  (area) => `ZohoCRM.${area}.ALL`,
);

/** @returns what the endpoint answers, errors in the contract's form. */
export async function callApi(ctx: Context, endpoint: Endpoint, call: ApiCall = {}): Promise<ApiAnswer> {
  const { params = {}, query = {}, body, headers = {}, scopes = EVERY_SCOPE } = call;
  const isJson = typeof body === 'object' && body?.constructor === Object;
  const request = new Request('http://api.test/', {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(isJson && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as BodyInit), duplex: 'half' as const }),
  });
  const limit = { limit: 100, remaining: 99, resetSeconds: 60 };
  const about = { ownerName: ctx.actor.name, metaVersion: 0, protectedInAddress: false };
  const session: ApiSession = { ctx, clientId: '1', ...about, scopes, limit };
  const fieldsRead: string[] = [];
  const arrival = { ctx, session, request, params: { ...params }, query, fieldsRead };
  const response = await runEndpoint(endpoint, arrival).catch((error: unknown) => {
    const answer = errorAnswer(error, ctx.requestId);
    return Response.json(answer.body, { status: answer.status });
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isAnswerJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    body: isAnswerJson ? JSON.parse(bytes.toString()) : null,
    bytes,
    headers: response.headers,
    fieldsRead,
  };
}
