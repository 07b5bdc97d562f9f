/**
 * PATCH of RFC 7644, 3.5.2, upon a document of plain values. Takes what Entra ID and Okta send: operations in any case, no path,
 * paths as names of members, a value to be removed beside its path, an element that a filter does not find yet. Guarantees: only
 * attributes of the schema are written; what is asked of a read-only one is refused by name. Pure: the document given is not changed.
 */
import { z } from 'zod';
import { isMany, type Kind, known } from './attributes';
import { type Filter, readFilter } from './filter';
import { matches } from './match';
import { ScimError } from './scim-error';

export type Document = Record<string, unknown>;
type Element = Record<string, unknown>;

const MOST_OPERATIONS = 1_000;
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const bodySchema = z.object({
  schemas: z.array(z.string()),
  operations: z
    .array(z.object({ op: z.string(), path: z.string().optional(), value: z.unknown().optional() }))
    .min(1)
    .max(MOST_OPERATIONS),
});

type Op = 'add' | 'replace' | 'remove';

interface Target {
  attribute: string;
  sub: string | null;
  filter: Filter | null;
}

const READ_ONLY = ['id', 'meta', 'schemas', 'groups'];

/** @throws ScimError `invalidSyntax`, `invalidPath`, `noTarget`, `mutability`, `invalidFilter` */
export function patched(kind: Kind, before: Document, body: unknown): Document {
  const read = bodySchema.safeParse(lowerKeys(body));
  if (!read.success || !read.data.schemas.includes(PATCH_OP)) {
    throw new ScimError(400, `Send a ${PATCH_OP} with 1 to ${MOST_OPERATIONS} Operations.`, 'invalidSyntax');
  }
  const document = structuredClone(before);
  for (const { op, path, value } of read.data.operations) {
    const lower = op.toLowerCase();
    if (lower !== 'add' && lower !== 'replace' && lower !== 'remove') {
      throw new ScimError(400, 'An operation is add, replace or remove.', 'invalidSyntax');
    }
    apply(kind, document, { op: lower, path: path ?? '', value });
  }
  return document;
}

/** Members of the message by name, whatever the case. */
function lowerKeys(body: unknown): unknown {
  const lower = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toLowerCase(), one]))
      : value;
  const whole = lower(body) as { operations?: unknown } | null;
  if (!Array.isArray(whole?.operations)) return whole;
  return { ...whole, operations: whole.operations.map(lower) };
}

function apply(kind: Kind, document: Document, { op, path, value }: { op: Op; path: string; value: unknown }): void {
  if (path.trim() === '') {
    if (op === 'remove') throw new ScimError(400, 'What is to be removed needs a path.', 'noTarget');
    if (!isObject(value)) throw new ScimError(400, 'Without a path the value is an object.', 'invalidValue');
    for (const [name, one] of Object.entries(value)) {
      const target = targetOf(kind, name);
      if (target && target !== 'unknown' && !READ_ONLY.includes(target.attribute)) {
        write(kind, document, { op, target, value: one });
      }
    }
    return;
  }
  const target = targetOf(kind, path.trim());
  if (target === 'unknown')
    throw new ScimError(400, 'The path names an attribute that there is none of.', 'invalidPath');
  if (target === null) return;
  if (READ_ONLY.includes(target.attribute)) {
    throw new ScimError(400, `${target.attribute} is read-only.`, 'mutability');
  }
  if (op !== 'remove' && value === undefined) throw new ScimError(400, 'The operation lacks a value.', 'invalidValue');
  write(kind, document, { op, target, value });
}

/** Null for what is left out. */
function targetOf(kind: Kind, path: string): Target | null | 'unknown' {
  const open = path.indexOf('[');
  const close = path.lastIndexOf(']');
  const name = open === -1 ? path : path.slice(0, open);
  const after = open === -1 ? '' : path.slice(close + 1);
  if (open !== -1 && (close < open || !/^(\.[\w$]+)?$/.test(after))) return 'unknown';
  const what = known(kind, `${name}${after}`);
  if (what.is === 'unknown') return 'unknown';
  if (what.is === 'left_out') return null;
  const [attribute = '', sub = null] = what.path.split('.');
  if (open === -1) return { attribute, sub, filter: null };
  if (!isMany(attribute)) return 'unknown';
  return { attribute, sub, filter: readFilter(path.slice(open + 1, close)) };
}

interface Writing {
  op: Op;
  target: Target;
  value: unknown;
}

function write(kind: Kind, document: Document, { op, target, value }: Writing): void {
  const { attribute, sub } = target;
  if (isMany(attribute)) {
    document[attribute] = elementsAfter(kind, elementsOf(document[attribute]), { op, target, value });
  } else if (sub !== null) {
    document[attribute] = withSub(isObject(document[attribute]) ? document[attribute] : {}, { op, sub, value });
  } else if (op === 'remove') {
    delete document[attribute];
  } else if (isObject(value)) {
    document[attribute] = {
      ...(isObject(document[attribute]) ? document[attribute] : {}),
      ...spelled(kind, attribute, value),
    };
  } else {
    document[attribute] = value;
  }
}

function elementsAfter(kind: Kind, elements: readonly Element[], { op, target, value }: Writing): Element[] {
  const { attribute, sub, filter } = target;
  const chosen = elements.filter(
    (element) => filter === null || matches(kind, ofElement(attribute, filter), { [attribute]: [element] }),
  );
  if (sub !== null) {
    if (chosen.length === 0 && op !== 'remove')
      return [...elements, { ...impliedBy(kind, attribute, filter), [sub]: value }];
    return elements.map((element) => (chosen.includes(element) ? withSub(element, { op, sub, value }) : element));
  }
  const given = elementsOf(value).map((element) => spelled(kind, attribute, element));
  if (op === 'remove') {
    // A value beside the path names what is removed, as Entra ID writes it.
    const named = filter === null && given.length > 0 ? new Set(given.map((element) => element.value)) : null;
    return elements.filter((element) => !chosen.includes(element) || (named !== null && !named.has(element.value)));
  }
  if (filter !== null) {
    const [first = {}] = given;
    if (chosen.length === 0) return [...elements, { ...impliedBy(kind, attribute, filter), ...first }];
    return elements.map((element) => (chosen.includes(element) ? { ...element, ...first } : element));
  }
  return op === 'replace' ? given : joined(elements, given);
}

/** What is there by the same value takes over what is new of it. */
function joined(elements: readonly Element[], given: readonly Element[]): Element[] {
  const byValue = new Map(elements.map((element) => [element.value, element]));
  for (const element of given) byValue.set(element.value, { ...byValue.get(element.value), ...element });
  return [...byValue.values()];
}

const ofElement = (path: string, of: Filter): Filter => ({ is: 'some', path, of });

/** Of `emails[type eq "work"]` that finds none: what the new one begins as. @throws ScimError `noTarget` where that is not clear */
function impliedBy(kind: Kind, attribute: string, filter: Filter | null): Element {
  if (filter === null) return {};
  if (filter.is === 'and') {
    return { ...impliedBy(kind, attribute, filter.left), ...impliedBy(kind, attribute, filter.right) };
  }
  const what = filter.is === 'eq' ? known(kind, `${attribute}.${filter.path}`) : null;
  if (filter.is !== 'eq' || what?.is !== 'kept') throw new ScimError(400, 'The path finds nothing.', 'noTarget');
  return { [what.path.split('.')[1] ?? '']: filter.value };
}

function withSub(of: Element, { op, sub, value }: { op: Op; sub: string; value: unknown }): Element {
  const { [sub]: _, ...others } = of;
  return op === 'remove' ? others : { ...others, [sub]: value };
}

/** Names as the schema spells them; others are left out. */
function spelled(kind: Kind, attribute: string, value: Element): Element {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const what = known(kind, `${attribute}.${name}`);
      return what.is === 'kept' ? [[what.path.split('.')[1] ?? '', one]] : [];
    }),
  );
}

/** A body of POST and PUT as a document: names as the schema spells them, without what is read-only or left out. */
export function documentOf(kind: Kind, body: Element): Document {
  const document: Document = {};
  for (const [name, value] of Object.entries(body)) {
    const target = targetOf(kind, name);
    if (!target || target === 'unknown' || target.sub !== null || target.filter) continue;
    if (READ_ONLY.includes(target.attribute) || value === null) continue;
    write(kind, document, { op: 'replace', target, value });
  }
  return document;
}

export const isObject = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One that stands for itself is a list of one; a text is a value. */
function elementsOf(value: unknown): Element[] {
  const list = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  return list.map((one) => (isObject(one) ? one : { value: one }));
}
