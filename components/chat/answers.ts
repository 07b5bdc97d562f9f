/** Asking the server, with what may go wrong as a value: a console stays on the screen whatever the network does. */
import type { ErrorCode } from '@/lib/platform/errors';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';

export interface Problem {
  /** `lost`: there was no answer, so asking again may help. `refused`: it would be refused again. */
  kind: 'lost' | 'refused' | 'signed_out';
  code: ErrorCode | null;
  message: string;
  fields: Record<string, string>;
  reason?: string;
}

export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

export const NO_ANSWER: Problem = {
  kind: 'lost',
  code: null,
  message: 'The server did not answer. Nothing was lost; try again.',
  fields: {},
};

export const failed = (problem: Problem): { ok: false; problem: Problem } => ({ ok: false, problem });

const LOST: ReadonlySet<ErrorCode | undefined> = new Set<ErrorCode | undefined>(['internal', 'unavailable']);

/** What is wrong, by the server's own words. */
export function problemOf(error: Partial<ErrorAnswer> | undefined): Problem {
  if (!error?.message) return NO_ANSWER;
  const kind = error.code === 'unauthenticated' ? 'signed_out' : LOST.has(error.code) ? 'lost' : 'refused';
  const { code = null, message, fields = {}, reason } = error;
  return { kind, code, message, fields, ...(reason !== undefined && { reason }) };
}

/** The session is over, or the right was taken away: what is in this browser's memory has to go. */
export const isShutOut = ({ code }: Problem): boolean => code === 'unauthenticated' || code === 'forbidden';

/** Reads an answer in JSON; an error is `{ error }`. */
export async function getJson<Value>(url: string, signal?: AbortSignal): Promise<Answer<Value>> {
  try {
    const answer = await fetch(url, { cache: 'no-store', ...(signal && { signal }) });
    const body = (await answer.json()) as Value & { error?: ErrorAnswer };
    return answer.ok ? { ok: true, value: body } : failed(problemOf(body.error));
  } catch {
    return failed(NO_ANSWER);
  }
}

/** Waits for a server action. */
export async function answerOf<Value>(
  called: Promise<{ data?: Value | undefined; serverError?: ErrorAnswer | undefined } | undefined>,
): Promise<Answer<Value>> {
  try {
    const result = await called;
    if (!result) return failed(NO_ANSWER);
    return result.serverError ? failed(problemOf(result.serverError)) : { ok: true, value: result.data as Value };
  } catch {
    return failed(NO_ANSWER);
  }
}
