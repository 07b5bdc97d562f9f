/**
 * What is unusual about a sign-in, by the person's own sign-ins of before. Pure. Says nothing where it knows too little: of the
 * time of day, without enough days to compare with; of a country, without a table of them.
 */
import { wallTime } from '@/lib/crm/modules/field-types/calendar';
import type { OddFacts } from '@/lib/people/notices/kinds/sign-ins';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** So many weeks back the time of day is compared. */
const WEEKS = 8;
/** As much must be known before a time of day can be unusual. */
const LEAST_DAYS = 10;
const LEAST_SINCE_MS = 21 * DAY_MS;
const NEAR_MINUTES = 120;
const LONG_PAUSE_DAYS = 60;
/** Fewer are typing errors. */
const LEAST_WRONG = 5;

/** One of before. */
export interface Earlier {
  atMs: number;
  /** ISO 3166 code; null where it is not known. */
  country: string | null;
}

export interface SignIn {
  atMs: number;
  /** The person's. */
  zone: string;
  country: string | null;
  /** How many wrong passwords were given right before it. */
  wrong: number;
  /** Those of before, all or the youngest. */
  earlier: readonly Earlier[];
  /** Whether there may be more of before than `earlier` holds. */
  isCut: boolean;
  /** Whether it lies in the future of whoever looks: one of both clocks is wrong. */
  isAhead: boolean;
}

/** Why a sign-in is unusual, as facts; null where it is not. */
export function oddFacts(signIn: SignIn): OddFacts | null {
  const reasons = { ...ofTime(signIn), ...ofPause(signIn), ...ofWrong(signIn), ...ofCountry(signIn) };
  if (Object.keys(reasons).length === 0) return null;
  const [day = '', time = ''] = wallTime(new Date(signIn.atMs), signIn.zone).slice(0, 16).split('T');
  return { day, time, zone: signIn.zone, ...reasons };
}

const minuteOf = (wall: string): number => Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));

/** As clocks on the wall show them, so that summer time moves nothing: an hour that comes twice is the same one. */
function ofTime({ atMs, zone, earlier, isCut, isAhead }: SignIn): Partial<OddFacts> {
  const since = atMs - WEEKS * 7 * DAY_MS;
  const recent = earlier.filter((one) => one.atMs >= since && one.atMs < atMs);
  const knowsAll = !isCut || recent.length < earlier.length;
  const firstMs = Math.min(...recent.map((one) => one.atMs));
  if (isAhead || !knowsAll || atMs - firstMs < LEAST_SINCE_MS) return {};
  const walls = recent.map((one) => wallTime(new Date(one.atMs), zone));
  if (new Set(walls.map((wall) => wall.slice(0, 10))).size < LEAST_DAYS) return {};
  const minute = minuteOf(wallTime(new Date(atMs), zone));
  return walls.some((wall) => apart(minuteOf(wall), minute) <= NEAR_MINUTES) ? {} : { weeks: WEEKS };
}

/** Around the clock: from 23:30 to 00:30 it is an hour. */
function apart(one: number, other: number): number {
  const minutes = Math.abs(one - other);
  return Math.min(minutes, 24 * 60 - minutes);
}

function ofPause({ atMs, earlier, isAhead }: SignIn): Partial<OddFacts> {
  if (isAhead || earlier.length === 0) return {};
  const pauseDays = Math.floor((atMs - Math.max(...earlier.map((one) => one.atMs))) / DAY_MS);
  return pauseDays >= LONG_PAUSE_DAYS ? { pauseDays } : {};
}

const ofWrong = ({ wrong }: SignIn): Partial<OddFacts> => (wrong >= LEAST_WRONG ? { wrongPasswords: wrong } : {});

function ofCountry({ country, earlier }: SignIn): Partial<OddFacts> {
  const known = earlier.flatMap((one) => one.country ?? []);
  if (country === null || known.length === 0 || known.includes(country)) return {};
  return { country, signInsBefore: known.length };
}

/** Wrong passwords count since the sign-in before, and no longer than a day. */
export const wrongSince = (atMs: number, earlier: readonly Earlier[]): number =>
  Math.max(atMs - DAY_MS, ...earlier.map((one) => one.atMs + 1));

/** Clocks of several processes differ a little. */
export const SKEW_MS = MINUTE_MS;
