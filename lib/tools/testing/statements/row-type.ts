/** What a caller says a row holds, in the few words in which it is compared with what PostgreSQL gives. */
import type { Checker, Type, TypeReference } from 'typescript/unstable/sync';
import { SymbolFlags, TypeFlags } from 'typescript/unstable/sync';

/** `any`: whatever comes. A list is its element's kind with `[]`. */
export type Kind = string;

export interface Field {
  name: string;
  kinds: readonly Kind[];
  /** It need not be among the columns. */
  optional: boolean;
}

/** @param type a `PendingQuery<Row[]>` */
export function rowOf(type: Type, checker: Checker): Field[] {
  const fields = new Map<string, Field>();
  for (const rows of argumentsOf(type, checker).slice(0, 1)) {
    for (const list of membersOf(rows)) {
      for (const row of argumentsOf(list, checker).flatMap(membersOf)) addFields(fields, row, checker);
    }
  }
  return [...fields.values()];
}

function addFields(fields: Map<string, Field>, row: Type, checker: Checker): void {
  for (const property of checker.getPropertiesOfType(known(row, checker))) {
    const type = checker.getTypeOfSymbol(property);
    const before = fields.get(property.name)?.kinds ?? [];
    fields.set(property.name, {
      name: property.name,
      kinds: [...new Set([...before, ...(type ? kindsOf(type, checker) : ['any'])])],
      optional: (property.flags & SymbolFlags.Optional) !== 0,
    });
  }
}

const membersOf = (type: Type): readonly Type[] => (type.isUnionType() ? (type.getTypes() ?? []) : [type]);

const argumentsOf = (type: Type, checker: Checker): readonly Type[] =>
  type.isTypeReference() ? checker.getTypeArguments(type as TypeReference) : [];

/** Of what is a parameter still, its bound. */
const known = (type: Type, checker: Checker): Type =>
  type.flags & TypeFlags.Instantiable ? (checker.getBaseConstraintOfType(type) ?? type) : type;

const PRIMITIVES: readonly [TypeFlags, Kind][] = [
  [TypeFlags.StringLike, 'string'],
  [TypeFlags.NumberLike, 'number'],
  [TypeFlags.BooleanLike, 'boolean'],
  [TypeFlags.BigIntLike, 'bigint'],
  [TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void, 'null'],
  [TypeFlags.Any | TypeFlags.Unknown, 'any'],
];
const CLASSES: Record<string, Kind> = { Date: 'Date', Buffer: 'bytes', Uint8Array: 'bytes' };

const kindsKnown = new WeakMap<Type, readonly Kind[]>();

/** What a value of the type may be. */
export function kindsOf(given: Type, checker: Checker): readonly Kind[] {
  const before = kindsKnown.get(given);
  if (before) return before;
  const kinds = findKinds(given, checker);
  kindsKnown.set(given, kinds);
  return kinds;
}

function findKinds(given: Type, checker: Checker): Kind[] {
  const type = known(given, checker);
  if (type.isUnionType()) return [...new Set((type.getTypes() ?? []).flatMap((member) => kindsOf(member, checker)))];
  const primitive = PRIMITIVES.find(([flags]) => type.flags & flags);
  if (primitive) return [primitive[1]];
  if (type.isIntersectionType()) {
    // A branded text is a text.
    const kinds = (type.getTypes() ?? []).flatMap((member) => kindsOf(member, checker));
    return kinds.filter((kind) => kind !== 'object').length > 0
      ? kinds.filter((kind) => kind !== 'object')
      : ['object'];
  }
  if (type.flags & TypeFlags.Instantiable) return ['any'];
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const elements = argumentsOf(type, checker).flatMap((element) => kindsOf(element, checker));
    return [...new Set(elements.map((kind) => `${kind}[]`))];
  }
  return [CLASSES[type.getSymbol()?.name ?? ''] ?? 'object'];
}
