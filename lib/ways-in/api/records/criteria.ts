/**
 * Zoho CRM's search criteria: `((Last_Name:equals:Doe)and(Email:starts_with:a))`. A backslash takes the meaning from the
 * `,`, `(`, `)` or `\` behind it. Pure; gives comparisons that metadata and policy have yet to read.
 */
import { invalidQuery } from '../api-error';
import type { Comparator, Comparison, Criteria } from '../coql/parse';

const MOST_CRITERIA = 15;
const DEEPEST = 10;
const MOST_VALUES = 100;
/** As the criteria write them. */
const COMPARATORS: ReadonlyMap<string, Comparator> = new Map<string, Comparator>([
  ['equals', 'equal'],
  ['not_equal', 'not_equal'],
  ['starts_with', 'starts_with'],
  ['contains', 'contains'],
  ['in', 'in'],
  ['between', 'between'],
  ['greater_than', 'greater_than'],
  ['less_than', 'less_than'],
  ['greater_equal', 'greater_equal'],
  ['less_equal', 'less_equal'],
]);

/** @throws INVALID_QUERY, with the place where it went wrong */
export function parseCriteria(text: string): Criteria {
  const reader = { text, at: 0, criteria: 0 };
  const where = readGroup(reader, 0);
  if (reader.at < text.length) throw wrong(reader);
  return where;
}

interface Reader {
  text: string;
  at: number;
  criteria: number;
}

const wrong = ({ at }: Reader, message = 'the criteria are not well-formed') =>
  invalidQuery(message, { param_name: 'criteria', position: at });

/** `(…)`: one criterion, or groups joined by "and" or "or". */
function readGroup(reader: Reader, depth: number): Criteria {
  if (depth > DEEPEST) throw wrong(reader, 'the criteria are nested too deep');
  expect(reader, '(');
  if (reader.text[reader.at] !== '(') {
    const leaf = readCriterion(reader);
    expect(reader, ')');
    return leaf;
  }
  const parts = [readGroup(reader, depth + 1)];
  let joint: 'and' | 'or' | undefined;
  while (reader.text[reader.at] !== ')') {
    const word = readJoint(reader);
    // As Zoho CRM reads it: from left to right.
    if (joint && word !== joint) {
      parts.splice(0, parts.length, joint === 'and' ? { all: [...parts] } : { any: [...parts] });
    }
    joint = word;
    parts.push(readGroup(reader, depth + 1));
  }
  expect(reader, ')');
  if (parts.length === 1) return parts[0] as Criteria;
  return joint === 'or' ? { any: parts } : { all: parts };
}

function readJoint(reader: Reader): 'and' | 'or' {
  const found = /^\s*(and|or)\s*/i.exec(reader.text.slice(reader.at, reader.at + 20));
  if (!found) throw wrong(reader);
  reader.at += found[0].length;
  return found[1]?.toLowerCase() as 'and' | 'or';
}

function readCriterion(reader: Reader): Comparison {
  reader.criteria += 1;
  if (reader.criteria > MOST_CRITERIA) throw wrong(reader, `at most ${MOST_CRITERIA} criteria`);
  const head = /^([A-Za-z][\w.$]{0,99}):([a-z_]{1,20}):/.exec(reader.text.slice(reader.at, reader.at + 130));
  if (!head) throw wrong(reader);
  const [whole, field = '', operator = ''] = head;
  const comparator = COMPARATORS.get(operator);
  if (!comparator) throw invalidQuery('the operator is not valid', { api_name: field, operator });
  reader.at += whole.length;
  const values = readValues(reader);
  if (values.length === 1 && values[0] === 'null') {
    if (comparator === 'equal') return { field, comparator: 'is_empty', values: [] };
    if (comparator === 'not_equal') return { field, comparator: 'is_not_empty', values: [] };
  }
  if (comparator === 'between' && values.length !== 2) throw wrong(reader, 'between takes two values');
  if (values.length > MOST_VALUES) throw wrong(reader, `at most ${MOST_VALUES} values`);
  const several = comparator === 'in' || comparator === 'between';
  return { field, comparator, values: several ? values : [values.join(',')] };
}

/** Texts with commas between, up to the closing parenthesis. */
function readValues(reader: Reader): string[] {
  const values = [''];
  const add = (letter: string) => {
    values[values.length - 1] += letter;
  };
  for (; reader.at < reader.text.length; reader.at += 1) {
    const letter = reader.text[reader.at] as string;
    if (letter === ')') return values;
    if (letter === '(') throw wrong(reader);
    if (letter === '\\') {
      reader.at += 1;
      add(reader.text[reader.at] ?? '');
    } else if (letter === ',') values.push('');
    else add(letter);
  }
  throw wrong(reader);
}

function expect(reader: Reader, letter: string): void {
  if (reader.text[reader.at] !== letter) throw wrong(reader);
  reader.at += 1;
}
