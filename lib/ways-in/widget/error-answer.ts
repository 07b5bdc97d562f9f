import { CareledgerError } from '@/lib/platform/errors';
import { ApiError } from '@/lib/ways-in/api/api-error';
import { answerOf, STATUS_OF } from '@/lib/ways-in/http/error-answer';
import { RETRY_AFTER_S } from '@/lib/ways-in/http/unavailable';

/** Errors as `contract.ts` writes them. Facts are for our own screens: a visitor gets none. */
export function errorAnswer(error: unknown, requestId: string): Response {
  // What reading a body throws; its words are for people as well.
  if (error instanceof ApiError)
    return answer(error.status, { code: 'invalid', message: `${capital(error.message)}.` });
  const { code, message, fields, reason } = answerOf(error, requestId);
  const response = answer(STATUS[reason ?? ''] ?? STATUS_OF[code], {
    code,
    message,
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(reason && { reason }),
    ...challengeOf(error),
  });
  if (code === 'unavailable') response.headers.set('retry-after', String(RETRY_AFTER_S));
  if (code === 'limited') response.headers.set('retry-after', String(retryAfter(error)));
  return response;
}

/** What is to be worked on before one tries again. */
const challengeOf = (error: unknown): { challenge?: string } =>
  error instanceof CareledgerError && error.reason === 'PROOF' ? { challenge: String(error.facts.challenge) } : {};

const STATUS: Record<string, number> = { TOO_LARGE: 413, MEDIA_TYPE: 415 };

const answer = (status: number, error: object): Response => Response.json({ error }, { status });

const retryAfter = (error: unknown): number =>
  error instanceof CareledgerError ? Number(error.facts.retryAfter ?? 60) : 60;

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
