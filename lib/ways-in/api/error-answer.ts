/** Errors as the contract writes them. Names of fields and ids only: never a value, never a stack. */

import { ALREADY_MODIFIED } from '@/lib/crm/records/expected';
import { FIELD_REFUSED } from '@/lib/crm/records/filter';
import { CareledgerError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { BUDGET_SPENT } from '@/lib/protection/disclose/budget';
import { INTEGRITY } from '@/lib/protection/integrity/errors';
import { RETRY_AFTER_S } from '@/lib/ways-in/http/unavailable';
import { ApiError, RESTRICTED_MESSAGE } from './api-error';

export interface ErrorBody {
  code: string;
  details: Record<string, unknown>;
  message: string;
  status: 'error';
}

/** The HTTP status and body of any error. */
export function errorAnswer(error: unknown, requestId: string): { status: number; body: ErrorBody } {
  if (error instanceof ApiError) return answer(error.status, error.code, error.message, error.details);
  if (error instanceof CareledgerError && error.reason === INTEGRITY)
    return answer(409, INTEGRITY, error.message, error.facts);
  if (error instanceof CareledgerError && error.code !== 'internal') return fromVerb(error);
  log.error({ event: 'api.error', requestId, code: error instanceof CareledgerError ? error.code : nameOf(error) });
  return answer(500, 'INTERNAL_ERROR', 'something went wrong on our side', { request_id: requestId });
}

function fromVerb(error: CareledgerError): { status: number; body: ErrorBody } {
  const [apiName] = Object.keys(error.fields);
  const named = apiName === undefined ? {} : { api_name: apiName };
  switch (error.code) {
    case 'unauthenticated':
      return answer(401, error.reason ?? 'INVALID_TOKEN', UNAUTHENTICATED[error.reason ?? ''] ?? 'invalid oauth token');
    case 'forbidden':
      if (error.reason === FIELD_REFUSED) {
        return answer(400, 'INVALID_QUERY', RESTRICTED_MESSAGE, { ...named, reason: 'RESTRICTED' });
      }
      return answer(403, 'NO_PERMISSION', error.message, { ...named, ...error.facts });
    case 'not_found':
      return answer(404, 'INVALID_DATA', error.message);
    case 'limited':
      if (error.reason === 'TOO_MANY_REQUESTS' || error.reason === BUDGET_SPENT)
        return answer(429, 'TOO_MANY_REQUESTS', error.message, error.facts);
      return answer(400, 'LIMIT_EXCEEDED', error.message, error.facts);
    case 'unavailable':
      return answer(503, 'SERVICE_UNAVAILABLE', error.message, { retry_after: RETRY_AFTER_S });
    case 'conflict':
      if (error.reason === ALREADY_MODIFIED) return answer(412, ALREADY_MODIFIED, error.message);
      return answer(400, error.reason === 'DUPLICATE_DATA' ? 'DUPLICATE_DATA' : 'INVALID_DATA', error.message, named);
    default:
      if (error.reason === 'TOO_LARGE') return answer(413, 'FILE_TOO_LARGE', error.message, error.facts);
      return answer(400, CODES[error.reason ?? ''] ?? 'INVALID_DATA', firstMessage(error), named);
  }
}

/** Where Zoho has no word for it, ours says what to do. */
const UNAUTHENTICATED: Record<string, string> = {
  PASSWORD_TO_CHANGE: 'the person this client acts for has a temporary password, and has to choose another first',
  OUTSIDE_ADDRESSES: 'the person this client acts for may not be signed in from this address',
  OUTSIDE_HOURS: 'the person this client acts for may not be signed in at this time',
  CLIENT_NOT_ACCEPTED: 'the person this client acts for has not accepted it, under Programs that act for me',
};

const CODES: Record<string, string> = {
  MANDATORY_NOT_FOUND: 'MANDATORY_NOT_FOUND',
  INVALID_FILTER: 'INVALID_QUERY',
  NO_SUCH_FIELD: 'INVALID_QUERY',
};

const firstMessage = (error: CareledgerError): string =>
  error.reason === 'MANDATORY_NOT_FOUND'
    ? 'required field not found'
    : (Object.values(error.fields)[0] ?? error.message);

const answer = (status: number, code: string, message: string, details: Record<string, unknown> = {}) => ({
  status,
  body: { code, details, message, status: 'error' as const },
});

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
