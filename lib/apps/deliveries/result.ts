/** How sending one record went. Pure: what an answer means. */
import type { AppAnswer, Connector } from '../connectors/connector';
import { refusalOf } from '../connectors/refusal';
import type { OutboundError } from '../outbound';
import { askedPauseMs } from './backoff';
import type { Reason } from './reasons';

interface Told {
  /** HTTP status, where there was an answer. */
  status?: number;
  durationMs?: number;
  /** The app's own code of its error. */
  code?: string;
}

/** What an answer, or that none came, means. */
export type Answered = Exclude<Result, { went: 'anew' }>;

export type Result = Told &
  /** `wasThere`: it was made by an earlier try, and has what that one sent. */
  (
    | { went: 'well'; remoteId: string | null; wasThere?: true }
    /** `whole`: it is the app that fails, and not for this record alone. */
    | { went: 'later'; reason: Reason; whole: boolean; pauseMs?: number }
    | { went: 'badly'; reason: Reason }
    /** It was not sent: what was decided does not hold any more. */
    | { went: 'anew' }
  );

interface Reading {
  remoteId(answer: AppAnswer): string | null;
  /** Of a repeat only: of a first request "there is one already" may speak of somebody else. */
  alreadyThere?: ((answer: AppAnswer) => string | null) | undefined;
  /** The request names one record of the app: that there is none is said of it, and not of the address. */
  isNamed: boolean;
}

/** What an answer means, by what the connector reads in it. @param nowMs for a `Retry-After` that is a date */
export function resultOf(
  connector: Connector,
  answer: AppAnswer & { durationMs: number },
  { remoteId, alreadyThere, isNamed }: Reading,
  nowMs: number,
): Answered {
  const { status, durationMs } = answer;
  const refusal = refusalOf(connector, answer);
  if (!refusal) return { status, durationMs, went: 'well', remoteId: remoteId(answer) };
  const there = alreadyThere?.(answer) ?? null;
  if (there !== null) return { status, durationMs, went: 'well', remoteId: there || null, wasThere: true };
  const told = { status, durationMs, code: refusal.code };
  if (status === 401 || status === 403) return { ...told, went: 'later', reason: 'not_signed_in', whole: true };
  if (status >= 300 && status < 400) return { ...told, went: 'later', reason: 'moved', whole: true };
  if (!isNamed && [404, 405, 410].includes(status))
    return { ...told, went: 'later', reason: 'nothing_there', whole: true };
  if (!refusal.retry) return { ...told, went: 'badly', reason: 'refused_by_app' };
  const pauseMs = askedPauseMs(answer.headers['retry-after'], nowMs);
  const isBusy = status === 429 || pauseMs !== undefined;
  return {
    ...told,
    ...(pauseMs !== undefined && { pauseMs }),
    went: 'later',
    reason: isBusy ? 'app_busy' : 'app_failed',
    whole: isBusy,
  };
}

const OF_NO_ANSWER: Record<OutboundError['reason'], Reason> = {
  bad_address: 'bad_address',
  refused_address: 'refused_address',
  no_such_host: 'no_such_host',
  no_connection: 'no_connection',
  tls: 'tls',
  timeout: 'timeout',
  too_large: 'bad_answer',
  bad_answer: 'bad_answer',
};

/** What it means that no whole answer came: the request may have been carried out. */
export const resultOfError = (error: OutboundError): Answered => ({
  went: 'later',
  reason: OF_NO_ANSWER[error.reason],
  whole: error.reason !== 'too_large' && error.reason !== 'bad_answer',
});
