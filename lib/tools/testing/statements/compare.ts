/** Whether what PostgreSQL gives is what the caller of a template says it gets. */
import type { Nullable } from './nullable';
import type { Column } from './record';
import type { Field, Kind } from './row-type';

/** What the driver makes of a type, by its OID (`lib/platform/db/client.ts`: times stay text). What is not named here is text. */
const KINDS = new Map<number, Kind>([
  [16, 'boolean'],
  [17, 'bytes'],
  ...[21, 23, 26, 700, 701].map((oid): [number, Kind] => [oid, 'number']),
  ...[114, 3802].map((oid): [number, Kind] => [oid, 'json']),
  [1000, 'boolean[]'],
  [1001, 'bytes[]'],
  ...[1005, 1007, 1021, 1022, 1028].map((oid): [number, Kind] => [oid, 'number[]']),
  ...[1002, 1003, 1009, 1014, 1015, 1016, 2951].map((oid): [number, Kind] => [oid, 'string[]']),
  ...[199, 3807].map((oid): [number, Kind] => [oid, 'json[]']),
]);

/** Values of JSON are whatever was put in, but never these. */
const NEVER_IN_JSON: readonly Kind[] = ['bytes', 'Date', 'bigint'];

/** @returns where a column may be null that its caller takes for a value. */
export function compareNulls(
  row: readonly Field[],
  columns: readonly Column[],
  nullable: readonly Nullable[],
): string[] {
  return row
    .filter(({ name, kinds }) => {
      const at = columns.findIndex(([column]) => column === name);
      return nullable[at] === 'maybe' && !kinds.includes('null') && !kinds.includes('any');
    })
    .map(({ name, kinds }) => `${name} is ${kinds.join(' | ')} to its caller, and may be null`);
}

/** @returns what is wrong, in words; nothing when all is as said. A column that nobody reads is no matter. */
export function compareRow(row: readonly Field[], columns: readonly Column[]): string[] {
  const twice = columns.filter(([name], at) => columns.findIndex(([other]) => other === name) !== at);
  return [
    ...twice
      .filter(([name]) => row.some((field) => field.name === name))
      .map(([name]) => `the statement gives ${name} twice`),
    ...row.flatMap((field) => {
      const column = columns.find(([name]) => name === field.name);
      if (!column) return field.optional ? [] : [`the statement gives no ${field.name} (it gives ${namesOf(columns)})`];
      const kind = KINDS.get(column[1]) ?? 'string';
      return accepts(field.kinds, kind)
        ? []
        : [`${field.name} is ${field.kinds.join(' | ')} to its caller and ${kind} to PostgreSQL`];
    }),
  ];
}

const namesOf = (columns: readonly Column[]): string => columns.map(([name]) => name).join(', ') || 'nothing';

function accepts(kinds: readonly Kind[], given: Kind): boolean {
  if (kinds.includes('any') || kinds.includes(given)) return true;
  if (given === 'json') return kinds.some((kind) => kind !== 'null' && !NEVER_IN_JSON.includes(kind));
  if (!given.endsWith('[]')) return false;
  return accepts(
    kinds.filter((kind) => kind.endsWith('[]')).map((kind) => kind.slice(0, -2)),
    given.slice(0, -2),
  );
}
