/**
 * Database errors, wrapped: drizzle's and postgres.js' carry the parameters, which may be PHI, into logs and answers.
 * What leaves here names a constraint at most.
 */
import { CareledgerError, conflict, internal, invalid, limited } from '../errors';

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

/** Runs a database act; any database error leaves as one of ours, without its parameters. */
export async function wrapDatabaseErrors<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  if (error instanceof CareledgerError) return error;
  const found = findDatabaseError(error);
  if (!found) return error;
  const own = OWN_ERRORS[found.code];
  if (own) return own();
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
    case '53100':
      return internal('The database has no space left. Nothing was saved.');
    default:
      return internal(`The database refused this (${found.code}). Nothing was saved.`);
  }
}

const constraintOf = (error: DatabaseError): Record<string, string> =>
  error.constraint_name ? { constraint: error.constraint_name } : {};

/** The database's own error, however deep drizzle wrapped it. */
function findDatabaseError(error: unknown): DatabaseError | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e.name === 'PostgresError' && 'code' in e) return e as unknown as DatabaseError;
    if ('code' in e && typeof e.code === 'string' && /^(ECONN|CONNECT|EPIPE|ENOTFOUND|ETIMEDOUT)/.test(e.code)) {
      return { code: e.code };
    }
  }
  return undefined;
}
