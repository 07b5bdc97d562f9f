/** How a call comes to its handler: with the body as the endpoint's own schema parses it, and no other way to read it. */
import { noObject } from './api-error';
import type { Call, Endpoint } from './endpoint';
import { readJson } from './read-body';
import { readUpload } from './read-upload';

/** A call before its body was read. */
export interface Arrival extends Omit<Call, 'request' | 'body'> {
  request: Request;
  /** Takes an upload's content as it comes, where its request may come again. */
  content?: { update(bytes: Buffer): void };
}

/** @throws what the handler does, or the refusal of the body */
export function runEndpoint(endpoint: Endpoint, { request, content, ...call }: Arrival): Promise<Response> {
  const { method, url, headers } = request;
  const body = () => bodyOf(endpoint, { request, ...(content && { content }) });
  return endpoint.run({ ...call, request: { method, url, headers }, body } as Call<never>);
}

async function bodyOf({ body }: Endpoint, arrived: Pick<Arrival, 'request' | 'content'>): Promise<unknown> {
  if (body === 'multipart/form-data') return readUpload(arrived);
  if (!body) throw new Error('This endpoint takes no body.');
  const given = await readJson(arrived.request);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw noObject();
  const read = body.schema.safeParse(given);
  if (!read.success) throw body.refusal(read.error.issues, given);
  return read.data;
}
