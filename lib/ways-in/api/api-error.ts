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

/** The one answer to a body that is JSON and no object, whatever the call takes. */
export const noObject = () => invalidData('the body must be a JSON object', { expected_data_type: 'jsonobject' });

export const invalidModule = () => new ApiError(400, 'INVALID_MODULE', 'the module name given seems to be invalid');

/** Why a search was refused: a value would stand in logs of proxies and in histories. */
export const PROTECTED_IN_ADDRESS = 'PROTECTED_IN_ADDRESS';

/** @param path where the same parameters are taken in the body. */
export const protectedInAddress = (apiName: string, path: string) =>
  invalidQuery(
    `the field is protected and its values do not belong in an address: POST ${path} takes the same parameters in the body, as JSON`,
    { api_name: apiName, reason: PROTECTED_IN_ADDRESS },
  );

/** The answer to a field that the settings do not let out by this door, whatever the asker wanted of it. */
export const RESTRICTED_MESSAGE = 'the field is restricted in HIPAA';

/** Why a field does not leave: for nobody here, or not for this asker, whose profile may not read it. */
export type Withheld = 'RESTRICTED_BY_SETTINGS' | 'NOT_READABLE';

const WITHHELD: Record<Withheld, string> = {
  RESTRICTED_BY_SETTINGS: RESTRICTED_MESSAGE,
  NOT_READABLE: 'the profile of the user does not allow to read the field',
};

export const restricted = (apiName: string, reason: Withheld) =>
  invalidQuery(WITHHELD[reason], { api_name: apiName, reason });

/** Whether an answer withholds protected data: it is an event. */
export const isWithholding = ({ code, details: { reason } }: ApiError): boolean =>
  code === 'INVALID_QUERY' && (reason === PROTECTED_IN_ADDRESS || Object.hasOwn(WITHHELD, String(reason)));
