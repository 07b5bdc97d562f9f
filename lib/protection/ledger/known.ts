/**
 * A row of a table by the name of an act, which may be no act of ours: SQL can put any text into the ledger's column. Pure.
 * Against: an entry nobody can put into words or into a form, which would hold up a stream or a bundle.
 */
export const rowOf = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
