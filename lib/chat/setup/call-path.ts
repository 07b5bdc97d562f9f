/** The name of a call below `$zoho.salesiq`, such as `chat.logo`. Read by the widget as well. Pure. */

/** Names of a script's own, joined by dots; nothing that was handed over fits into it. */
const PATH = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*){0,7}$/;
const LONGEST = 120;
/** A script may build names out of what it knows of a person: a date, a phone, a record's number. */
const MANY_DIGITS = /\d{3}/;

/** Most that are told at a time. */
export const MAX_CALLS = 20;

export const isCallPath = (path: string): boolean =>
  path.length <= LONGEST && PATH.test(path) && !MANY_DIGITS.test(path);
