/**
 * The errors of the product: thrown by verbs, translated once per transport.
 * Messages and details carry ids and field names, never values. Another org's record is `not_found`.
 */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'limited'
  | 'unavailable'
  | 'internal';

/** Field API name → what is wrong with it, in words a person can act on. Never the value itself. */
export type FieldErrors = Record<string, string>;

export interface ErrorOptions {
  fields?: FieldErrors;
  /** A stable reason for programs, such as `LIMIT_EXCEEDED`, with facts that are not values. */
  reason?: string;
  facts?: Record<string, string | number | boolean>;
  cause?: unknown;
}

export class CareledgerError extends Error {
  /** What `instanceof` goes by. Each class has its own. */
  static readonly kind: string = 'CareledgerError';
  readonly code: ErrorCode;
  readonly fields: FieldErrors;
  readonly reason: string | undefined;
  readonly facts: Record<string, string | number | boolean>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CareledgerError';
    this.code = code;
    this.fields = options.fields ?? {};
    this.reason = options.reason;
    this.facts = options.facts ?? {};
  }

  /** By kind, not by class: a process has a class for each time that this file was loaded (`once.ts`). */
  static override [Symbol.hasInstance](value: unknown): value is CareledgerError {
    if (typeof value !== 'object') return false;
    for (let at = value; at !== null; at = Object.getPrototypeOf(at)) {
      const made = at.constructor as typeof CareledgerError | undefined;
      // biome-ignore lint/complexity/noThisInStatic: the class that is asked about may be one that extends this
      if (made && Object.hasOwn(made, 'kind') && made.kind === this.kind) return true;
    }
    return false;
  }
}

export const invalid = (message: string, options?: ErrorOptions) => new CareledgerError('invalid', message, options);
export const unauthenticated = (message = 'Sign in to continue.', options?: ErrorOptions) =>
  new CareledgerError('unauthenticated', message, options);
export const forbidden = (message: string, options?: ErrorOptions) =>
  new CareledgerError('forbidden', message, options);
export const notFound = (what: string) => new CareledgerError('not_found', `${what} was not found.`);
export const conflict = (message: string, options?: ErrorOptions) => new CareledgerError('conflict', message, options);
export const limited = (message: string, options?: ErrorOptions) => new CareledgerError('limited', message, options);

/** The digest under which a screen knows `unavailable`: Next hands it on, and hides the rest of an error. */
export const UNAVAILABLE_DIGEST = 'unavailable';

/** The database cannot be reached or does not answer: the same may work in a few seconds. */
export const unavailable = (message: string, options?: ErrorOptions) =>
  Object.assign(new CareledgerError('unavailable', message, options), { digest: UNAVAILABLE_DIGEST });
export const internal = (message: string, cause?: unknown) => new CareledgerError('internal', message, { cause });
