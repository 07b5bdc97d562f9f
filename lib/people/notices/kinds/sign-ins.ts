/** Of sign-ins that are unusual for their person. Pure: lists of sessions say it in the same words. */
import { type Facts, type KindOfNotice, text } from './kind';

/** Why a sign-in is unusual: of the reasons only those that are. */
export interface OddFacts {
  /** When it was, by the clock on the wall of the person's time zone: `2026-12-01`, `03:12`. */
  day: string;
  time: string;
  zone: string;
  /** At a time of day at which there was none in so many weeks. */
  weeks?: number;
  /** After so many days without one. */
  pauseDays?: number;
  /** After so many wrong passwords. */
  wrongPasswords?: number;
  /** From a country (ISO 3166) that none of so many before came from. */
  country?: string;
  signInsBefore?: number;
  readonly [name: string]: string | number | undefined;
}

/** Counted no further. */
export const MOST_WRONG = 100;

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** "PT" is "Portugal"; what is no code stays as it is. */
function countryOf(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code;
}

/** Each reason in words. Of facts that another version wrote those that are known. */
export function oddReasons(facts: Facts | OddFacts): string[] {
  const { time, zone, weeks, pauseDays, wrongPasswords, country, signInsBefore } = facts;
  const wrong = wrongPasswords === MOST_WRONG ? `${MOST_WRONG} or more` : wrongPasswords;
  return [
    typeof weeks === 'number'
      ? `At ${time} (${zone}), while in the ${weeks} weeks before no sign-in was within two hours of that time of day`
      : '',
    typeof pauseDays === 'number' ? `After ${pauseDays} days without a sign-in` : '',
    typeof wrongPasswords === 'number' ? `After ${wrong} wrong passwords` : '',
    typeof country === 'string'
      ? `From ${countryOf(country)}, while ${signInsBefore === 1 ? 'the only sign-in before' : `none of ${signInsBefore} sign-ins before`} came from ${signInsBefore === 1 ? 'elsewhere' : 'there'}`
      : '',
  ].filter(Boolean);
}

export const SIGN_IN_NOTICES = {
  'account.odd_sign_in': {
    words: (facts) =>
      `A sign-in to your account is unusual (${text(facts, 'device')}, ${text(facts, 'day')} ${text(facts, 'time')}, ${text(facts, 'zone')}). ${oddReasons(facts).join('. ')}. If it was not you, end that session, change your password, and tell an administrator.`,
    href: () => '/account/sessions',
    tone: 'warning',
  },
} as const satisfies Record<string, KindOfNotice>;
