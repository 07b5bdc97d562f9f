/**
 * The log. Only the facts named here pass, so that no value of a record can get into a log line by accident:
 * there is no free text, and an error is logged by its code.
 */
import pino, { type Logger } from 'pino';
import { env } from '@/lib/platform/env';

export interface LogFacts {
  /** What happened, in words of ours: `job.failed`. */
  event: string;
  code?: string | undefined;
  requestId?: string | undefined;
  orgId?: string | undefined;
  userId?: string | undefined;
  jobId?: string | undefined;
  durationMs?: number | undefined;
  /** A path of ours; what follows `?` or `#` is cut off. */
  path?: string | undefined;
  status?: number | undefined;
}

const ALLOWED = ['event', 'code', 'requestId', 'orgId', 'userId', 'jobId', 'durationMs', 'path', 'status'] as const;

/** Keeps the named facts that are short texts or finite numbers; drops everything else, whatever the caller's type said. */
export function allowedFacts(facts: object): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const key of ALLOWED) {
    const value = (facts as Record<string, unknown>)[key];
    if (typeof value === 'number' && Number.isFinite(value)) kept[key] = value;
    if (typeof value === 'string') kept[key] = (key === 'path' ? value.replace(/[?#].*$/s, '') : value).slice(0, 200);
  }
  return kept;
}

let logger: Logger | undefined;

function write(level: 'debug' | 'info' | 'warn' | 'error', facts: LogFacts): void {
  logger ??= pino({ level: env().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  logger[level](allowedFacts(facts));
}

export const log = {
  debug: (facts: LogFacts) => write('debug', facts),
  info: (facts: LogFacts) => write('info', facts),
  warn: (facts: LogFacts) => write('warn', facts),
  error: (facts: LogFacts) => write('error', facts),
};
