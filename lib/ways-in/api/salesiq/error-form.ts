import type { ErrorBody } from '../error-answer';

export const isOfSalesIq = (path: string): boolean => path.startsWith('/salesiq/');

/** What SalesIQ's page on its REST API numbers; what it does not goes by its HTTP status. */
const CODES: Record<string, number> = {
  INTERNAL_ERROR: 1001,
  AUTHENTICATION_FAILURE: 1002,
  INVALID_TOKEN: 1002,
  INVALID_REQUEST_METHOD: 1004,
  INVALID_PORTAL: 1005,
  INVALID_URL_PATTERN: 1006,
};

/** An error in the form of the API that its path belongs to. `reason` (ours) is the word that CRM's form has as its code. */
export function inFormOf(path: string, status: number, body: ErrorBody): unknown {
  if (!isOfSalesIq(path)) return body;
  const { api_name, param_name, header_name } = body.details;
  return {
    error: {
      code: CODES[body.code] ?? status,
      message: body.message,
      reason: body.code,
      ...(api_name !== undefined && { json_key: api_name }),
      ...(param_name !== undefined && { param: param_name }),
      ...(header_name !== undefined && { header: header_name }),
    },
  };
}
