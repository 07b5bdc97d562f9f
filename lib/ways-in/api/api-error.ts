/** An answer of the contract's error form (`code`, `details`, `message`, `status: "error"`), for what only this door knows. */
export class ApiError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 429 | 500,
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export const invalidQuery = (message: string, details: Record<string, unknown> = {}) =>
  new ApiError(400, 'INVALID_QUERY', message, details);

export const invalidData = (message: string, details: Record<string, unknown> = {}) =>
  new ApiError(400, 'INVALID_DATA', message, details);

export const invalidModule = () => new ApiError(400, 'INVALID_MODULE', 'the module name given seems to be invalid');

/** Why a search was refused: a value would stand in logs of proxies and in histories. */
export const PROTECTED_IN_ADDRESS = 'PROTECTED_IN_ADDRESS';

/** @param path where the same parameters are taken in the body. */
export const protectedInAddress = (apiName: string, path: string) =>
  invalidQuery(
    `the field is protected and its values do not belong in an address: POST ${path} takes the same parameters in the body, as JSON`,
    { api_name: apiName, reason: PROTECTED_IN_ADDRESS },
  );

/** The one answer to a field that this door does not let out, whatever the asker wanted of it. */
export const RESTRICTED_MESSAGE = 'the field is restricted in HIPAA';

export const restricted = (apiName: string, reason: 'RESTRICTED_BY_SETTINGS' | 'NOT_READABLE') =>
  invalidQuery(RESTRICTED_MESSAGE, { api_name: apiName, reason });
