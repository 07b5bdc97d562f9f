import { CareledgerError, type ErrorCode, type FieldErrors } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { answerUnavailable, isUnavailable } from './unavailable';

/** An error as a browser gets it: no stack, no cause, no value. */
export interface ErrorAnswer {
  code: ErrorCode;
  message: string;
  fields: FieldErrors;
  reason?: string;
  facts: Record<string, string | number | boolean>;
}

export const STATUS_OF: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
  internal: 500,
};

/** Translates an error. One that is not ours is a fault of ours: it is logged by its kind and answered without detail. */
export function answerOf(error: unknown, requestId?: string): ErrorAnswer {
  if (isUnavailable(error)) {
    log.warn({ event: 'request.unavailable', requestId });
    if (requestId) answerUnavailable(requestId);
  }
  if (error instanceof CareledgerError && error.code !== 'internal') {
    const { code, message, fields, reason, facts } = error;
    return { code, message, fields, ...(reason === undefined ? {} : { reason }), facts };
  }
  if (error instanceof CareledgerError) {
    log.error({ event: 'request.failed', code: 'internal', requestId });
    const { message, reason, facts } = error;
    return { code: 'internal', message, fields: {}, ...(reason === undefined ? {} : { reason }), facts };
  }
  log.error({ event: 'request.failed', code: error instanceof Error ? error.name : 'unknown', requestId });
  return { code: 'internal', message: 'Something went wrong. Nothing was saved.', fields: {}, facts: {} };
}
