import type { z } from 'zod';
import { ApiError, invalidData } from './api-error';
import type { Endpoint } from './endpoint';

/** Zoho's parameters that change nothing here, with the values that do not: there are no workflows, approvals, territories. */
const ASIDE: Readonly<Record<string, RegExp>> = {
  wf_trigger: /^(true|false)$/,
  approved: /^(true|both)$/,
  include_child: /^(true|false)$/,
};

export interface GivenQuery {
  query: Record<string, string>;
  /** Named in the header `X-Ignored-Parameters` of the answer. */
  ignored: string[];
}

/**
 * The query parameters of a request. None is left unread: one that is not known could have narrowed the answer.
 * @throws INVALID_DATA naming one that the endpoint does not take, or that stands twice.
 */
export function queryIn(request: Request, { query: schema }: Pick<Endpoint, 'query'>): GivenQuery {
  const given: GivenQuery = { query: {}, ignored: [] };
  for (const [name, value] of new URL(request.url).searchParams) {
    const about = { param_name: name.slice(0, 50) };
    if (name in given.query) throw invalidData('the parameter stands twice', about);
    const isTaken = schema !== undefined && Object.hasOwn(schema.shape, name);
    if (!isTaken && !(Object.hasOwn(ASIDE, name) && ASIDE[name]?.test(value))) {
      throw invalidData('the parameter is not known', about);
    }
    if (!isTaken) given.ignored.push(name);
    given.query[name] = value;
  }
  return given;
}

/** Reads query parameters. @throws REQUIRED_PARAM_MISSING, or INVALID_DATA naming the parameter; `placeTwice`. PostgreSQL takes no NUL. */
export function readQuery<Schema extends z.ZodObject>(schema: Schema, query: Record<string, string>): z.output<Schema> {
  const unfit = Object.keys(schema.shape).find((name) => query[name]?.includes('\0'));
  if (unfit) throw invalidData('the parameter is not valid', { param_name: unfit });
  if (Object.hasOwn(schema.shape, 'page_token') && !onePlaceOnly(query)) throw placeTwice();
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? '');
  if (query[name] === undefined) {
    throw new ApiError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', { param_name: name });
  }
  throw invalidData('the parameter is not valid', { param_name: name });
}

/** A page is named by its number or by its token. */
export const onePlaceOnly = ({ page, page_token: token }: { page?: unknown; page_token?: unknown }): boolean =>
  page === undefined || token === undefined;

/** As Zoho CRM names parameters that say different things. */
export const ambiguous = (message: string, names: readonly string[]): ApiError =>
  new ApiError(400, 'AMBIGUITY_DURING_PROCESSING', message, {
    ambiguity_due_to: names.map((param_name) => ({ param_name })),
  });

export const placeTwice = (): ApiError =>
  ambiguous('page and page_token stand for two places: give one of them', ['page', 'page_token']);

/** The names of a comma-separated parameter. */
export const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
