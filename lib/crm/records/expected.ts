import { conflict } from '@/lib/platform/errors';

/** What a program knows of the record it means to change. */
export interface Expected {
  /** It is one of these versions. */
  versions?: readonly number[];
  /** It was not changed after this second. */
  unchangedSince?: Date;
}

/** Why a change was refused: the record is not as the program knew it. */
export const ALREADY_MODIFIED = 'ALREADY_MODIFIED';

/** @throws conflict unless the row, locked, is as expected. Times are told to the second, so they are compared so. */
export function assertExpected(
  expected: Expected | undefined,
  { version, modified_at }: { version: number; modified_at: string },
): void {
  if (!expected) return;
  const { versions, unchangedSince } = expected;
  const modifiedS = Math.floor(new Date(modified_at).getTime() / 1000);
  const isIt = versions?.includes(version) ?? true;
  const isUnchanged = unchangedSince === undefined || modifiedS <= Math.floor(unchangedSince.getTime() / 1000);
  if (isIt && isUnchanged) return;
  throw conflict('the record was changed meanwhile', { reason: ALREADY_MODIFIED });
}
