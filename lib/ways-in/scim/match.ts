/** Whether a resource fits a filter (RFC 7644, 3.4.2.2), and what that says for certain of it. Pure. */
import type { Narrowed } from '@/lib/people/users/scim/people';
import { isId } from '@/lib/platform/ids';
import { isExact, isMany, type Kind, known } from './attributes';
import { type Filter, filterError, type Literal, type Operator } from './filter';

export type Resource = Readonly<Record<string, unknown>>;

/** @throws ScimError `invalidFilter` for a name that no schema has */
export function matches(kind: Kind, filter: Filter, resource: Resource): boolean {
  return fits(filter, (path) => at(kind, path, resource), kind, '');
}

/** Refuses what `matches` would, whatever there is to be compared. */
export const assertNames = (kind: Kind, filter: Filter): boolean => matches(kind, filter, {}) || true;

interface Values {
  path: string;
  values: readonly unknown[];
}

type Look = (path: string) => Values | null;

function fits(filter: Filter, look: Look, kind: Kind, above: string): boolean {
  switch (filter.is) {
    case 'and': {
      // Both are looked at, so that a wrong name is refused wherever it stands.
      const [left, right] = [fits(filter.left, look, kind, above), fits(filter.right, look, kind, above)];
      return left && right;
    }
    case 'or': {
      const [left, right] = [fits(filter.left, look, kind, above), fits(filter.right, look, kind, above)];
      return left || right;
    }
    case 'not':
      return !fits(filter.of, look, kind, above);
    case 'some': {
      const found = look(filter.path);
      const of = filter.of;
      const inside = (element: unknown): Look => {
        const place = found?.path ?? filter.path;
        return (path) => inElement(kind, place, path, element);
      };
      if (found !== null) fits(of, inside({}), kind, filter.path);
      return found?.values.some((element) => fits(of, inside(element), kind, filter.path)) ?? false;
    }
    case 'pr':
      return look(filter.path)?.values.some((value) => value !== null && value !== '') ?? false;
    default: {
      const found = look(filter.path);
      if (found === null) return filter.is === 'ne';
      return compareAll(filter.is, found, filter.value);
    }
  }
}

/** The values at a path; null for one that is left out. `emails` alone stands for `emails.value`. */
function at(kind: Kind, name: string, resource: Resource): Values | null {
  const what = known(kind, name);
  if (what.is === 'unknown') throw filterError('The filter names an attribute that there is none of.');
  if (what.is === 'left_out') return null;
  const [head = '', sub] = what.path.split('.');
  const value = resource[head];
  if (!isMany(head)) {
    const inner = sub === undefined ? value : (value as Record<string, unknown> | undefined)?.[sub];
    return { path: what.path, values: inner === undefined || inner === null ? [] : [inner] };
  }
  const elements = Array.isArray(value) ? value : [];
  if (sub === undefined) return { path: what.path, values: elements };
  const inner = elements.map((element) => (element as Record<string, unknown>)[sub]);
  return { path: what.path, values: inner.filter((one) => one !== undefined && one !== null) };
}

function inElement(kind: Kind, attribute: string, name: string, element: unknown): Values | null {
  const what = known(kind, `${attribute}.${name}`);
  if (what.is !== 'kept') throw filterError('The filter names an attribute that there is none of.');
  const value = (element as Record<string, unknown>)[what.path.split('.')[1] ?? ''];
  return { path: what.path, values: value === undefined || value === null ? [] : [value] };
}

function compareAll(operator: Operator, { path, values }: Values, wanted: Literal): boolean {
  const plain = values.map((value) => (typeof value === 'object' ? (value as { value?: unknown }).value : value));
  if (wanted === null) return operator === 'eq' ? plain.length === 0 : operator === 'ne' && plain.length > 0;
  // Of several values none may be equal.
  if (operator === 'ne') return !plain.some((value) => compare('eq', path, value, wanted));
  return plain.some((value) => compare(operator, path, value, wanted));
}

function compare(operator: Exclude<Operator, 'ne'>, path: string, value: unknown, wanted: Literal): boolean {
  if (typeof value === 'boolean') return operator === 'eq' && value === wanted;
  if (typeof value !== 'string' || typeof wanted !== 'string') return false;
  const [one, other] = isExact(path) ? [value, wanted] : [value.toLowerCase(), wanted.toLowerCase()];
  switch (operator) {
    case 'eq':
      return one === other;
    case 'co':
      return one.includes(other);
    case 'sw':
      return one.startsWith(other);
    case 'ew':
      return one.endsWith(other);
    case 'gt':
      return one > other;
    case 'ge':
      return one >= other;
    case 'lt':
      return one < other;
    case 'le':
      return one <= other;
  }
}

/** What holds of every user that the filter lets through; `nobody` where none can. */
export function narrowing(filter: Filter): Narrowed | 'nobody' {
  if (filter.is === 'and') {
    const [left, right] = [narrowing(filter.left), narrowing(filter.right)];
    if (left === 'nobody' || right === 'nobody') return 'nobody';
    return { ...left, ...right };
  }
  if (filter.is !== 'eq' || typeof filter.value !== 'string') return {};
  const what = known('User', filter.path);
  if (what.is !== 'kept') return {};
  if (what.path === 'userName') return { userName: filter.value.toLowerCase() };
  if (what.path === 'externalId') return { externalId: filter.value };
  if (what.path !== 'id') return {};
  return isId(filter.value) ? { id: filter.value } : 'nobody';
}
