/** A line of an accounting in words, and which of them the patient's copy lists. Pure. */
import type { Exception } from './exceptions';

export interface AccountingLine {
  firstAt: string;
  lastAt: string;
  times: number;
  recipient: string;
  address: string;
  /** In words: the way out, the labels of the fields, the purpose. */
  exit: string;
  what: string;
  purpose: string;
  /** Null: it must be accounted for. */
  exception: Exception | null;
  /** The last day until which its accounting is suspended; null: it is not. */
  suspendedUntil: string | null;
  /** Not as Careledger wrote it: put in or changed by SQL. */
  forged: boolean;
}

/** What the patient's copy lists: nothing that is forged. @param whole with what need not be accounted for */
export const linesOfCopy = (lines: readonly AccountingLine[], whole = false): AccountingLine[] =>
  lines.filter(
    ({ exception, suspendedUntil, forged }) => !forged && suspendedUntil === null && (whole || exception === null),
  );
