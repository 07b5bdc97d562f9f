/**
 * Database errors, wrapped: drizzle's and postgres.js' carry the parameters, which may be PHI, into logs and answers.
 * What leaves here names a constraint at most.
 */
import { CareledgerError, conflict, internal, invalid, limited, unavailable } from '@/lib/platform/errors';

interface DatabaseError {
  code: string;
  constraint_name?: string;
}

/** The codes our own triggers raise (drizzle/0002_limits_and_versions.sql). */
const OWN_ERRORS: Record<string, () => CareledgerError> = {
  CL001: () =>
    limited('25 of 25 fields are marked in this module. Unmark one before you mark another.', {
      reason: 'LIMIT_EXCEEDED',
      facts: { limit: 25 },
    }),
  CL002: () =>
    limited('10 of 10 modules are selected. Deselect one before you select another.', {
      reason: 'LIMIT_EXCEEDED',
      facts: { limit: 10 },
    }),
  CL003: () => invalid('The module is not selected in HIPAA Compliance Settings.'),
  CL004: () => invalid('HIPAA Compliance Settings are switched off.'),
};

/** How the driver says that a connection was lost, or was never there. */
const LOST =
  /^(CONNECTION_|CONNECT_TIMEOUT|RESPONSE_TIMEOUT|POOL_TIMEOUT|NO_SUITABLE_HOST|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOST|ENET|ERR_STREAM_)/;

/**
 * How PostgreSQL says that it is not there for the moment: connection exceptions (08), ended or starting (57P01 to 57P05,
 * 25P03, 25P04), no free connection, memory or space (53), trouble with its disk (58), and what is read-only because
 * another machine has taken over (25006).
 */
const AWAY = /^(08...|57P0[1-5]|25P0[34]|53...|58...|25006)$/;

/** Whether the act at hand failed because the connection it had been given was lost under it. */
export function lostItsConnection(error: unknown): boolean {
  const code = findDatabaseError(error)?.code ?? '';
  return /^(CONNECTION_CLOSED|ECONNRESET|EPIPE|ERR_STREAM_.*|57P01|25P0[34])$/.test(code);
}

/** How the queue's own driver (`pg`) says it, where it gives no code. */
const LOST_IN_WORDS =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when|Cannot use a pool after calling end)/;

/** Whether an error says that the database is away, be it ours already or a driver's own. */
export function isAway(error: unknown): boolean {
  if (error instanceof CareledgerError) return error.code === 'unavailable';
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = 'code' in e && typeof e.code === 'string' ? e.code : '';
    if (LOST.test(code) || AWAY.test(code) || LOST_IN_WORDS.test(e.message)) return true;
  }
  return false;
}

/**
 * Runs a database act; any database error leaves as one of ours, without its parameters.
 * @param isDecided asked after a lost connection: whether the act had come to its end, so that nobody knows what was saved.
 */
export async function wrapDatabaseErrors<T>(act: () => Promise<T>, isDecided = () => false): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw translate(error, isDecided);
  }
}

function translate(error: unknown, isDecided: () => boolean): unknown {
  if (error instanceof CareledgerError) return error;
  const found = findDatabaseError(error);
  if (!found) return error;
  const own = OWN_ERRORS[found.code];
  if (own) return own();
  if (found.code === '53100') return unavailable('The database has no space left. Nothing was saved.');
  if (LOST.test(found.code) || AWAY.test(found.code)) return away(isDecided());
  switch (found.code) {
    case '23505':
      return conflict('This already exists.', { reason: 'DUPLICATE', facts: constraintOf(found) });
    case '23503':
      return conflict('This is still used elsewhere.', { reason: 'IN_USE', facts: constraintOf(found) });
    case '40001':
    case '40P01':
      return conflict('Somebody else changed this at the same moment. Try again.', { reason: 'CONCURRENT' });
    case '57014':
      return limited('This took too long. Narrow the filter and try again.', { reason: 'TIMEOUT' });
    default:
      return internal(`The database refused this (${found.code}). Nothing was saved.`);
  }
}

const away = (isDecided: boolean): CareledgerError =>
  isDecided
    ? unavailable(
        'The connection to the database was lost while this was saved: look whether it is there, then try again.',
        {
          reason: 'OUTCOME_UNKNOWN',
        },
      )
    : unavailable('The database cannot be reached at the moment. Nothing was saved; try again in a moment.');

const constraintOf = (error: DatabaseError): Record<string, string> =>
  error.constraint_name ? { constraint: error.constraint_name } : {};

/** The database's own error, however deep drizzle wrapped it. */
function findDatabaseError(error: unknown): DatabaseError | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e.name === 'PostgresError' && 'code' in e) return e as unknown as DatabaseError;
    if ('code' in e && typeof e.code === 'string' && LOST.test(e.code)) return { code: e.code };
  }
  return undefined;
}
