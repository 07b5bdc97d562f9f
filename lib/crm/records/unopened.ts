/** Encrypted values that do not open, as what is handed on tells of them. Pure. */

/** What stands in a file for a value that does not open: a cell left blank would read as "none". */
export const UNOPENED_CELL = '#INTEGRITY';

/** Whether a field's value is missing since it does not open, rather than since there is none. */
export const isUnopened = (record: { damaged?: boolean }, field: { sealed: boolean }): boolean =>
  record.damaged === true && field.sealed;
