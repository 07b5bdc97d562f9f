/**
 * `Idempotency-Key` on POST: a client that did not hear an answer sends the request again under the same key, and it is
 * written once. Guarantees: of requests under one key, in whatever processes, one runs; the others hear its answer
 * within 24 hours. When its process died in between, nobody can say what was written: a repeat is refused, not run.
 * Kept is what the first answered: ids and words, never a value. Key and request stand as digests under a key of the org:
 * a body of few possible values cannot be guessed from them. Not for calls that read.
 */
import type { OrgKeys } from '../crypto/keyring';
import { requestDigest } from '../crypto/request-digest';
import { readInOrg } from '../db/transaction';
import { CareledgerError } from '../errors';
import { log } from '../log';
import { keysOf } from '../org-keys';
import { type ApiRequestKey, claimApiRequest, type KeptApiAnswer, keepApiAnswer, releaseApiRequest } from '../touch';
import { ApiError, invalidData } from './api-error';
import type { Call, Endpoint } from './endpoint';
import { MAX_JSON_BYTES, readBytes } from './read-body';

const HEADER = 'Idempotency-Key';
const KEY = /^[\x21-\x7e]{1,255}$/;
const MAX_KEPT = 1_000_000;

/** Whether calls of this endpoint may be sent again under a key. */
export const isRepeatable = ({ method, reads }: Endpoint): boolean => method === 'post' && !reads;

/** Runs a call, or answers as it was answered before. @throws INVALID_DATA; DUPLICATE_REQUEST (409) while it runs. */
export async function runOnce(endpoint: Endpoint, call: Call, at: Date = new Date()): Promise<Response> {
  const given = call.request.headers.get(HEADER);
  if (given === null || !isRepeatable(endpoint)) return endpoint.run(call);
  if (!KEY.test(given)) throw invalidData('the header is not valid', { header_name: HEADER });
  const { orgId } = call.ctx;
  const keys = await readInOrg(orgId, keysOf);
  const { request, hash: requestHash } = await hashed(keys, endpoint, call.request);
  const key = { orgId, clientId: call.session.clientId, keyHash: requestDigest(keys, 'key', [given]) };
  const kept = await claimApiRequest(key, requestHash, at);
  if (kept) return answerAgain(kept, requestHash);
  return runFirst(key, () => endpoint.run({ ...call, request }));
}

function answerAgain({ requestHash, status, body }: KeptApiAnswer, hash: Buffer): Response {
  if (!requestHash.equals(hash)) {
    throw invalidData('another request was sent under this key', { header_name: HEADER });
  }
  if (status === null) {
    throw new ApiError(409, 'DUPLICATE_REQUEST', 'a request with this key is running or was interrupted', {
      header_name: HEADER,
    });
  }
  const headers = { 'content-type': 'application/json', 'Idempotent-Replayed': 'true' };
  return new Response(body, { status, headers });
}

async function runFirst(key: ApiRequestKey, run: () => Promise<Response>): Promise<Response> {
  let response: Response;
  try {
    response = await run();
  } catch (error) {
    // Refused as a whole it may come again, put right, under its key. After a failure of ours nobody knows what is written.
    if (isRefusal(error)) await releaseApiRequest(key);
    throw error;
  }
  const body = await response.clone().text();
  if (body.length <= MAX_KEPT) {
    // It is written: that its answer could not be kept must not make it look failed.
    await keepApiAnswer(key, response.status, body).catch(() =>
      log.warn({ event: 'api.answer_not_kept', orgId: key.orgId }),
    );
  }
  return response;
}

const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError ||
  (error instanceof CareledgerError && error.code !== 'internal' && error.code !== 'unavailable');

/** A file's form is another with every try (its boundaries), so that of an upload only the address is compared. */
async function hashed(
  keys: OrgKeys,
  endpoint: Endpoint,
  request: Request,
): Promise<{ request: Request; hash: Buffer }> {
  const { pathname, search } = new URL(request.url);
  const about = [request.method, `${pathname}${search}`];
  if (endpoint.body === 'multipart/form-data') return { request, hash: requestDigest(keys, 'request', about) };
  const bytes = await readBytes(request, MAX_JSON_BYTES);
  const again = new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: new Uint8Array(bytes),
  });
  return { request: again, hash: requestDigest(keys, 'request', [...about, bytes]) };
}
