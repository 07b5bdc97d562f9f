/** The words for whoever asked, where something in the database is not what Careledger left there. */
import { CareledgerError } from '@/lib/platform/errors';

/** Programs know it by this; `lib/ways-in/api/error-answer.ts` says it. */
export const INTEGRITY = 'INTEGRITY';

const internal = (message: string, facts: Record<string, string> = {}) =>
  new CareledgerError('internal', message, { reason: INTEGRITY, facts });

/** What is said of sealed values that do not open. */
export const DAMAGED = 'The encrypted values do not open: they were changed outside Careledger.';

/** Sealed values do not open, and the act needs them. */
export const damaged = (): CareledgerError => internal(`${DAMAGED} Compliance officers were told.`);

/** The settings do not check, so nothing is written that they would steer. */
export const notIntact = (): CareledgerError =>
  internal(
    'Marks, encryption or restrictions were changed outside Careledger. Nothing can be changed until they are set right.',
    { what: 'protection' },
  );

/** The same, for programs: what they would read would look as if it were set so, with values missing. */
export const closedToPrograms = (): CareledgerError =>
  internal(
    'Marks, encryption or restrictions were changed outside Careledger. Until they are set right nothing is read or written here; compliance officers were told.',
    { what: 'protection' },
  );

/** A row that has no effect, since Careledger did not write it. */
export const foreignRow = (): CareledgerError =>
  internal('This was written outside Careledger. It takes no effect; officers were told.', { what: 'approval' });
