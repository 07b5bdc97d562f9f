/**
 * `Idempotency-Key` on POST: a client that did not hear an answer sends the request again under the same key, and it is
 * written once. Guarantees: of requests under one key, in whatever processes, one runs; the others hear its answer
 * within 24 hours. When its process died in between, nobody can say what was written: a repeat is refused, not run.
 * Another request under the key is refused by name; an upload is known by the name and the bytes of its file.
 * Kept is what the first answered: ids and words, never a value. Key and request stand as digests under a key of the org:
 * a body of few possible values cannot be guessed from them. Not for calls that read.
 */
import { clock } from '@/lib/platform/clock';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { contentDigest, requestDigest } from '@/lib/platform/crypto/request-digest';
import { readInOrg } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { keysOf } from '@/lib/platform/org-keys';
import {
  type ApiRequestKey,
  claimApiRequest,
  type KeptApiAnswer,
  keepApiAnswer,
  releaseApiRequest,
} from '@/lib/protection/touch/api-answers';
import { ApiError, invalidData } from './api-error';
import type { Endpoint } from './endpoint';
import { MAX_JSON_BYTES, readBytes } from './read-body';
import { readUpload } from './read-upload';
import { type Arrival, runEndpoint } from './run-endpoint';

const HEADER = 'Idempotency-Key';
const KEY = /^[\x21-\x7e]{1,255}$/;
const MAX_KEPT = 1_000_000;

/** Whether calls of this endpoint may be sent again under a key. */
export const isRepeatable = ({ method, reads }: Endpoint): boolean => method === 'post' && !reads;

/** Runs a call, or answers as it was answered before. @throws INVALID_DATA; DUPLICATE_REQUEST (409) while it runs. */
export async function runOnce(endpoint: Endpoint, call: Arrival, at: Date = clock.now()): Promise<Response> {
  const given = call.request.headers.get(HEADER);
  if (given === null || !isRepeatable(endpoint)) return runEndpoint(endpoint, call);
  if (!KEY.test(given)) throw invalidData('the header is not valid', { header_name: HEADER });
  const { orgId } = call.ctx;
  const keys = await readInOrg(orgId, keysOf);
  const asked = endpoint.body === 'multipart/form-data' ? uploadOf(keys, call) : await bodyOf(keys, call);
  const key = { orgId, clientId: call.session.clientId, keyHash: requestDigest(keys, 'key', [given]) };
  const kept = await claimApiRequest(key, asked.hash, at);
  if (kept) return answerAgain(kept, asked);
  return runFirst(key, asked, () => runEndpoint(endpoint, asked.call));
}

/** A request as it will be known again. */
interface Asked {
  call: Arrival;
  /** Of all that is known before it is run. */
  hash: Buffer;
  /** Of the whole, where that is known only when it was read. */
  read?: { whole: () => Buffer; toItsEnd: () => Promise<void> };
}

async function answerAgain({ requestHash, status, body }: KeptApiAnswer, asked: Asked): Promise<Response> {
  const { hash, read } = asked;
  if (status === null) {
    if (!read && !requestHash.equals(hash)) throw another();
    throw new ApiError(409, 'DUPLICATE_REQUEST', 'a request with this key is running or was interrupted', {
      header_name: HEADER,
    });
  }
  await read?.toItsEnd();
  if (!requestHash.equals(read?.whole() ?? hash)) throw another();
  const headers = { 'content-type': 'application/json', 'Idempotent-Replayed': 'true' };
  return new Response(body, { status, headers });
}

const another = () => invalidData('another request was sent under this key', { header_name: HEADER });

async function runFirst(key: ApiRequestKey, { read }: Asked, run: () => Promise<Response>): Promise<Response> {
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
    await keepApiAnswer(key, response.status, body, read?.whole()).catch(() =>
      log.warn({ event: 'api.answer_not_kept', orgId: key.orgId }),
    );
  }
  return response;
}

const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError ||
  (error instanceof CareledgerError && error.code !== 'internal' && error.code !== 'unavailable');

const placeOf = ({ method, url }: Request): string[] => {
  const { pathname, search } = new URL(url);
  return [method, `${pathname}${search}`];
};

async function bodyOf(keys: OrgKeys, call: Arrival): Promise<Asked> {
  const { method, url, headers } = call.request;
  const bytes = await readBytes(call.request, MAX_JSON_BYTES);
  const request = new Request(url, { method, headers, body: new Uint8Array(bytes) });
  return { call: { ...call, request }, hash: requestDigest(keys, 'request', [...placeOf(call.request), bytes]) };
}

/** A file's form is another with every try (its boundaries), so that of an upload the name and the bytes of its file count. */
function uploadOf(keys: OrgKeys, call: Arrival): Asked {
  const content = contentDigest(keys);
  const place = placeOf(call.request);
  let whole: Buffer | undefined;
  return {
    call: { ...call, content },
    hash: requestDigest(keys, 'request', place),
    read: {
      whole: () => {
        whole ??= requestDigest(keys, 'request', [...place, content.digest()]);
        return whole;
      },
      toItsEnd: async () => {
        const { source } = await readUpload({ request: call.request, content });
        for await (const _ of source);
      },
    },
  };
}
