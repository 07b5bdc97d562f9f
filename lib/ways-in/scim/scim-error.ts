/** Errors as RFC 7644, 3.12 writes them. Names of attributes and ids only: never a value, never a stack. */
import { VERSION_DIFFERS } from '@/lib/people/users/scim/version';
import { CareledgerError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { ApiError } from '@/lib/ways-in/api/api-error';
import { RETRY_AFTER_S } from '@/lib/ways-in/http/unavailable';

export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue';

export class ScimError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly scimType?: ScimType,
    readonly retryAfter?: number,
  ) {
    super(detail);
    this.name = 'ScimError';
  }
}

export const MEDIA_TYPE = 'application/scim+json';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The answer to any error. */
export function errorAnswer(error: unknown, requestId: string): Response {
  const { status, detail, scimType, retryAfter } = toScimError(error, requestId);
  const body = { schemas: [ERROR], status: String(status), ...(scimType && { scimType }), detail };
  const response = new Response(JSON.stringify(body), { status, headers: { 'content-type': MEDIA_TYPE } });
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter));
  if (status === 401) response.headers.set('www-authenticate', 'Bearer');
  return response;
}

function toScimError(error: unknown, requestId: string): ScimError {
  if (error instanceof ScimError) return error;
  if (error instanceof ApiError) return new ScimError(error.status, error.message, ofBody(error.status));
  if (error instanceof CareledgerError && error.code !== 'internal') return fromVerb(error);
  log.error({ event: 'scim.error', requestId, code: error instanceof CareledgerError ? error.code : nameOf(error) });
  return new ScimError(500, 'Something went wrong on our side.');
}

const ofBody = (status: number): ScimType | undefined => (status === 400 ? 'invalidSyntax' : undefined);

function fromVerb(error: CareledgerError): ScimError {
  const said = Object.values(error.fields)[0] ?? error.message;
  switch (error.code) {
    case 'unauthenticated':
      return new ScimError(401, error.message);
    case 'forbidden':
      return new ScimError(403, error.message);
    case 'not_found':
      return new ScimError(404, error.message);
    case 'conflict':
      if (error.reason === VERSION_DIFFERS) return new ScimError(412, error.message);
      if (error.reason === 'DUPLICATE') return new ScimError(409, said, 'uniqueness');
      return new ScimError(409, error.reason ? `${error.reason}: ${error.message}` : error.message);
    case 'limited':
      if (typeof error.facts.retryAfter !== 'number') return new ScimError(400, error.message, 'tooMany');
      return new ScimError(429, error.message, undefined, error.facts.retryAfter);
    case 'unavailable':
      return new ScimError(503, error.message, undefined, RETRY_AFTER_S);
    default:
      return new ScimError(400, said, error.reason === 'TOO_MANY' ? 'tooMany' : 'invalidValue');
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
