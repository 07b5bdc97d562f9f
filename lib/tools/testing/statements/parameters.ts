/** Whether what a caller puts into a template is what PostgreSQL takes there, as the driver sends it. */
import type { Kind } from './row-type';
import type { Hole } from './templates';

const TEXT = 25;
const ANY_NUMBER: readonly Kind[] = ['string', 'number', 'bigint'];

/** By OID. Times and JSON are handed on as they are (`lib/platform/db/client.ts`): as text. What is not named here is text too. */
const TAKES = new Map<number, readonly Kind[]>([
  [16, ['boolean']],
  [17, ['bytes']],
  ...[21, 23, 26, 700, 701].map((oid): [number, readonly Kind[]] => [oid, ['number']]),
  ...[20, 1700].map((oid): [number, readonly Kind[]] => [oid, ANY_NUMBER]),
]);

/** Types of lists, with that of their elements. */
const ELEMENTS = new Map([
  [1000, 16],
  [1001, 17],
  [1005, 21],
  [1007, 23],
  [1016, 20],
  [1021, 700],
  [1022, 701],
  [1028, 26],
  [1231, 1700],
  ...[199, 1002, 1003, 1009, 1014, 1015, 1115, 1182, 1185, 2951, 3807].map((oid): [number, number] => [oid, TEXT]),
]);

/** @param types what PostgreSQL took in each hole, by its place; @returns what is wrong, in words */
export function compareHoles(holes: readonly Hole[], types: Readonly<Record<number, readonly number[]>>): string[] {
  return holes.flatMap(({ text, kinds }, at) =>
    [...new Set(types[at] ?? [])].flatMap((type) => {
      const wrong = (kinds ?? []).filter((kind) => !isTaken(kind, type));
      return wrong.length === 0 ? [] : [`${text} is ${wrong.join(' | ')} here, and PostgreSQL takes ${named(type)}`];
    }),
  );
}

function isTaken(kind: Kind, type: number): boolean {
  if (kind === 'any' || kind === 'null') return true;
  const element = ELEMENTS.get(type);
  if (element === undefined) return (TAKES.get(type) ?? ['string']).includes(kind);
  return kind.endsWith('[]') && isTaken(kind.slice(0, -2), element);
}

function named(type: number): string {
  const element = ELEMENTS.get(type);
  return element === undefined ? (TAKES.get(type) ?? ['text']).join(' or ') : `lists of ${named(element)}`;
}
