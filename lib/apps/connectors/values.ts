import type { AppModule, OutboundValue } from './connector';

type Values = Readonly<Record<string, OutboundValue>>;

/** A value as one text: a record by its name, a list by its parts, nothing as an empty text. */
export function textOf(value: OutboundValue): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join('; ');
  if (typeof value === 'object') return textOf((value as { name?: OutboundValue }).name ?? JSON.stringify(value));
  return String(value);
}

/** Without what is empty: what is new has nothing to clear. */
export const given = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** As texts. What was emptied is an empty text, by which most apps clear a field. */
export const asTexts = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));

/** `{ 'address.city': 'Bonn' }` as `{ address: { city: 'Bonn' } }`. */
export function nest(values: Values): { [name: string]: OutboundValue } {
  const nested: { [name: string]: OutboundValue } = {};
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.');
    const last = names.pop() as string;
    let into = nested;
    for (const name of names) {
      const found = Object.hasOwn(into, name) ? into[name] : undefined;
      const next = typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {};
      into[name] = next;
      into = next as { [name: string]: OutboundValue };
    }
    into[last] = value;
  }
  return nested;
}

export interface Fitted {
  values: Values;
  /** Remote names of what was left out. */
  tooLong: string[];
}

/** Leaves out, and names, what is longer than the app takes; never cuts it (`connector.ts`). */
export function fitted({ fields }: Pick<AppModule, 'fields'>, values: Values): Fitted {
  const tooLong = fields
    .filter(({ name, longest }) => longest !== undefined && lengthOf(values[name]) > longest)
    .map(({ name }) => name);
  return {
    values: Object.fromEntries(Object.entries(values).filter(([name]) => !tooLong.includes(name))),
    tooLong,
  };
}

const lengthOf = (value: OutboundValue | undefined): number => (value === undefined ? 0 : [...textOf(value)].length);

/** Remote names of what the app cannot do without and there is no value of: the app would refuse it, whatever policy says. */
export const lacking = ({ fields }: Pick<AppModule, 'fields'>, values: Values): string[] =>
  fields.filter(({ name, needed }) => needed && textOf(values[name] ?? null).trim() === '').map(({ name }) => name);

/** An id out of an answer: a text that may stand in a path, or a whole number that JSON did not round; else null. */
export function idOf(value: unknown): string | null {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/.test(text) ? text : null;
}

/** What stands at a path of a parsed answer, such as `data.0.details.id`; undefined where there is nothing. */
export function at(json: unknown, path: string): unknown {
  let found: unknown = json;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

/** Numbers and truth values as they are, nothing as null, all else as text: for an API with types of its own. */
export const plainOf = (values: Values): Record<string, string | number | boolean | null> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === null || typeof value === 'number' || typeof value === 'boolean' ? value : textOf(value),
    ]),
  );

/** First and last name in one, for an app that has one field for both. */
export const nameOf = (first: string | undefined, last: string | undefined): string =>
  [first, last]
    .map((name) => name?.trim() ?? '')
    .filter((name) => name !== '')
    .join(' ');
