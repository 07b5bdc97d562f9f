/** Criteria of bulk read: `{field, comparator, value}`, or groups of them. Pure. */
import { ApiError, invalidData } from '../api-error';
import { type Comparator, type Criteria, notSupported } from '../coql/parse';

const MOST_CRITERIA = 25;
const DEEPEST = 10;
const MOST_VALUES = 100;

const COMPARATORS: ReadonlySet<string> = new Set<Comparator>([
  'equal',
  'not_equal',
  'less_than',
  'less_equal',
  'greater_than',
  'greater_equal',
  'in',
  'not_in',
  'between',
  'not_between',
  'starts_with',
  'contains',
]);

/** As Zoho CRM writes that there is no value. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is no template.
const EMPTY = '${EMPTY}';

/** @throws INVALID_DATA, LIMIT_EXCEEDED, NOT_SUPPORTED */
export function readCriteria(given: unknown): Criteria {
  const count = { criteria: 0 };
  return read(given, 0, count);
}

function read(given: unknown, depth: number, count: { criteria: number }): Criteria {
  if (typeof given !== 'object' || given === null || depth > DEEPEST) throw wrong();
  const { group, group_operator: joint, ...leaf } = given as Record<string, unknown>;
  if (group === undefined) {
    count.criteria += 1;
    if (count.criteria > MOST_CRITERIA) {
      throw new ApiError(400, 'LIMIT_EXCEEDED', 'too many criteria', { limit: MOST_CRITERIA });
    }
    return comparison(leaf);
  }
  if (!Array.isArray(group) || group.length === 0 || !/^(?:and|or)$/i.test(String(joint))) throw wrong();
  const parts = group.map((part) => read(part, depth + 1, count));
  return String(joint).toLowerCase() === 'and' ? { all: parts } : { any: parts };
}

const wrong = (details: Record<string, unknown> = {}) =>
  invalidData('the criteria are not well-formed', { param_name: 'criteria', ...details });

function comparison({ field: given, comparator, value }: Record<string, unknown>): Criteria {
  const { api_name: named } = Object(given) as Record<string, unknown>;
  const field = typeof given === 'string' ? given : named;
  if (typeof field !== 'string' || typeof comparator !== 'string') throw wrong();
  if (!COMPARATORS.has(comparator)) throw notSupported(`the comparator ${comparator.slice(0, 30)}`);
  const values = (Array.isArray(value) ? value : [value]).map((one) => textOf(one, field));
  const isEmpty = values.length === 1 && (values[0] === null || values[0] === EMPTY);
  if (isEmpty && comparator === 'equal') return { field, comparator: 'is_empty', values: [] };
  if (isEmpty && comparator === 'not_equal') return { field, comparator: 'is_not_empty', values: [] };
  const texts = values.filter((one) => one !== null);
  const wanted = comparator.endsWith('between') ? 2 : comparator.endsWith('in') ? undefined : 1;
  const fits = wanted === undefined ? texts.length > 0 && texts.length <= MOST_VALUES : texts.length === wanted;
  if (!fits || texts.length < values.length) throw wrong({ api_name: field });
  return { field, comparator: comparator as Comparator, values: texts };
}

/** Lookups and users come as `{id}`. */
function textOf(value: unknown, field: string): string | null {
  if (value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  const { id } = Object(value) as Record<string, unknown>;
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  throw wrong({ api_name: field });
}
