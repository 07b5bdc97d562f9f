/**
 * A body with rows, `{ data: [...] }`, as the calls that write many records or notes take it. A row that does not fit its
 * schema is told in its own place of the answer; what Zoho CRM's clients may send beside the rows and has nothing here that
 * it could set off is named there; what nobody knows is refused by name.
 */
import { z } from 'zod';
import { ApiError, invalidData, noObject } from '../api-error';
import type { Issue, JsonBody } from '../endpoint';
import { issuePath, valueAt } from '../issue-path';
import { jsonSchema } from '../json-schema';

const MOST_ROWS = 100;

const aside = z.unknown().optional().describe('Not taken, and named in `details.ignored`');

const WITHOUT_EFFECT = {
  trigger: aside,
  process: aside,
  lar_id: aside,
  wf_trigger: aside,
  apply_feature_execution: aside,
  skip_feature_execution: aside,
  apply_validation_rule: aside,
  apply_function_validation_rule: aside,
};

/** A row as it came and as its schema read it. */
export interface Row<T> {
  given: unknown;
  read: z.ZodSafeParseResult<T>;
}

/** Read by itself: one row that does not fit does not stop the others. */
const eachRow = <T>(row: z.ZodType<T>) =>
  z
    .unknown()
    .meta(jsonSchema(row))
    .transform((given): Row<T> => ({ given, read: row.safeParse(given) }));

/**
 * The schema of such a body.
 * @param row of one of its rows
 * @param most rows that it may hold
 */
export const rowsOf = <T>(row: z.ZodType<T>, most = MOST_ROWS) =>
  z.strictObject({ data: z.array(eachRow(row)).min(1).max(most), ...WITHOUT_EFFECT });

export type Rows<T> = z.output<ReturnType<typeof rowsOf<T>>>;

/** A body of rows and nothing else. */
export const rowsBody = <T>(row: z.ZodType<T>): JsonBody<Rows<T>> => ({ schema: rowsOf(row), refusal: rowsRefusal });

/** The one row that the address names. */
export const oneRowBody = <T>(row: z.ZodType<T>): JsonBody<Rows<T>> => ({
  schema: rowsOf(row, 1),
  refusal: (issues, given) =>
    tooManyFor('send the one record that the address names', issues) ?? rowsRefusal(issues, given),
});

/** Paths of what the body names beside its rows and is not taken. An empty list asks for nothing, and so it is done. */
export const besideRows = (body: Partial<Record<keyof typeof WITHOUT_EFFECT, unknown>>): string[] =>
  Object.keys(WITHOUT_EFFECT)
    .filter((name) => Object.hasOwn(body, name))
    .filter((name) => !isEmptyList(body[name as keyof typeof WITHOUT_EFFECT]))
    .map((name) => `$.${name}`);

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const AT_DATA = { api_name: 'data', json_path: '$.data' };

/** Of more rows than one, where one is taken: they would be lost. */
export function tooManyFor(message: string, issues: readonly Issue[]): ApiError | undefined {
  const isMore = issues.some(
    (issue) => issue.code === 'too_big' && issue.path.length === 1 && issue.path[0] === 'data',
  );
  return isMore ? new ApiError(400, 'LIMIT_EXCEEDED', message, { ...AT_DATA, limit: 1 }) : undefined;
}

/** What is wrong with the rows as a whole comes first, then a member that nobody knows. */
export function rowsRefusal(issues: readonly Issue[], given: unknown): ApiError {
  const atRows = issues.find(({ path }) => path[0] === 'data');
  if (atRows) return wrongRows(atRows, given);
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys');
  if (unknown) {
    const name = String(issuePath(unknown).at(-1));
    return unknownMember(name, `$.${name.slice(0, 100)}`);
  }
  return noObject();
}

function wrongRows({ code }: Issue, given: unknown): ApiError {
  if (valueAt(given, ['data']) === undefined) {
    return new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', AT_DATA);
  }
  if (code === 'too_big') {
    return new ApiError(400, 'LIMIT_EXCEEDED', 'too many records', { ...AT_DATA, limit: MOST_ROWS });
  }
  return invalidData('data must be a list of records', { ...AT_DATA, expected_data_type: 'jsonarray' });
}

/** The refusal of a member that nobody knows. */
export const unknownMember = (name: string, json_path: string): ApiError =>
  invalidData('the member is not known', { api_name: name.slice(0, 100), json_path });
