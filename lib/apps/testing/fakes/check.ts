/** What a fake asks of a body: nothing that the vendor's description does not name, and all that it requires. */

export interface Rule {
  type: 'string' | 'number' | 'boolean' | 'object' | 'array';
  required?: true;
  longest?: number;
  pattern?: RegExp;
  /** May be null, which clears it. */
  nullable?: true;
  fields?: Rules;
  items?: Rule;
}

export type Rules = Readonly<Record<string, Rule>>;

export interface Problem {
  /** `contact.email`, `persons.0.name`. */
  field: string;
  why: 'missing' | 'unknown' | 'type' | 'long' | 'pattern';
}

/** What is wrong with a body; empty: nothing. */
export function problemsOf(rules: Rules, body: unknown, at = ''): Problem[] {
  if (!isObject(body)) return [{ field: at, why: 'type' }];
  const missing = Object.entries(rules)
    .filter(
      ([name, { required }]) => required && (body[name] === undefined || body[name] === null || body[name] === ''),
    )
    .map(([name]): Problem => ({ field: at + name, why: 'missing' }));
  const wrong = Object.entries(body).flatMap(([name, value]) => {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) return [{ field: at + name, why: 'unknown' } as const];
    return valueProblems(rule, value, at + name);
  });
  return [...missing, ...wrong.filter(({ field }) => !missing.some((one) => one.field === field))];
}

/** For a part of a record, where nothing is missing that is not sent. */
export const optional = (rules: Rules): Rules =>
  Object.fromEntries(
    Object.entries(rules).map(([name, { required: _, ...rule }]) => [
      name,
      rule.fields ? { ...rule, fields: optional(rule.fields) } : rule,
    ]),
  );

function valueProblems(rule: Rule, value: unknown, field: string): Problem[] {
  if (value === null && rule.nullable) return [];
  if (kindOf(value) !== rule.type) return [{ field, why: 'type' }];
  if (rule.fields) return problemsOf(rule.fields, value, `${field}.`);
  if (rule.items) {
    const { items } = rule;
    return (value as unknown[]).flatMap((item, index) => valueProblems(items, item, `${field}.${index}`));
  }
  if (typeof value !== 'string' || value === '') return [];
  if (rule.longest !== undefined && [...value].length > rule.longest) return [{ field, why: 'long' }];
  return rule.pattern && !rule.pattern.test(value) ? [{ field, why: 'pattern' }] : [];
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

const isObject = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'object';

export const text = (longest?: number, rest: Omit<Rule, 'type' | 'longest'> = {}): Rule => ({
  type: 'string',
  ...(longest === undefined ? {} : { longest }),
  ...rest,
});

export const required = (rule: Rule): Rule => ({ ...rule, required: true });

/** Of the form that every vendor asks of an address of electronic mail. */
export const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
