import { CareledgerError } from '@/lib/platform/errors';

/**
 * Why a provider's answer counts for nothing: `provider_away` and `provider_refused` are its own doing, `not_proven` is an answer
 * that is not proven to be the provider's for this sign-in.
 */
export type SsoReason = 'provider_away' | 'provider_refused' | 'not_proven' | 'answered_before';

/** It holds no word of what was answered: codes of ours, and of the library that looked at it. */
export class SsoFailure extends CareledgerError {
  static override readonly kind = 'SsoFailure';
  declare readonly reason: SsoReason;

  constructor(reason: SsoReason, code?: string) {
    super('forbidden', 'Single sign-on came to nothing.', { reason, ...(code && { facts: { code } }) });
    this.name = 'SsoFailure';
  }

  /** As of every error of ours, and it tells TypeScript that there is a reason. */
  static override [Symbol.hasInstance](value: unknown): value is SsoFailure {
    // biome-ignore lint/complexity/noThisInStatic: it asks about the class that it is called on
    return super[Symbol.hasInstance](value);
  }
}
