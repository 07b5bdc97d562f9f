/**
 * From where and when somebody may be signed in, by their profile. Pure: address and clock are the caller's. Guarantees: asked
 * at sign-in, at every request of a session and at every call of a program that acts for them, so that what is not allowed ends
 * at the next request. Against: a password that is used from elsewhere, or at night. Not against: somebody within the addresses
 * and hours; jobs that were started before go on.
 */
import { wallTime } from '@/lib/crm/modules/field-types/calendar';
import { dayName, type SignInHours, type SignInLimits, type Weekday } from '@/lib/people/rights';
import { isInRanges } from '@/lib/platform/address-ranges';

export type Outside = 'outside_addresses' | 'outside_hours';

/** Why somebody may not be signed in now; null where they may. An address that is not known is none of those allowed. */
export function outsideLimits(limits: SignInLimits | undefined, ip: string | null, nowMs: number): Outside | null {
  if (!limits) return null;
  const { addresses, hours } = limits;
  if (addresses.length > 0 && !(ip !== null && isInRanges(ip, addresses))) return 'outside_addresses';
  return hours !== null && !isWithin(hours, nowMs) ? 'outside_hours' : null;
}

function isWithin({ zone, days, from, to }: SignInHours, nowMs: number): boolean {
  const wall = wallTime(new Date(nowMs), zone);
  const [day, time] = [weekdayOf(wall.slice(0, 10)), wall.slice(11, 16)];
  if (from < to) return days.includes(day) && from <= time && time < to;
  const before = day === 1 ? 7 : ((day - 1) as Weekday);
  return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
}

/** @param date `YYYY-MM-DD` */
const weekdayOf = (date: string): Weekday => (new Date(`${date}T00:00:00Z`).getUTCDay() || 7) as Weekday;

/** "Monday, Tuesday, 08:00 to 18:00 (Europe/Berlin)". */
export const hoursInWords = ({ zone, days, from, to }: SignInHours): string =>
  `${days.length === 7 ? 'Every day' : days.map(dayName).join(', ')}, ${from} to ${to} (${zone})`;

/** What somebody is told who may not be signed in now. */
export const OUTSIDE_WORDS: Readonly<Record<Outside, string>> = {
  outside_addresses: 'Your profile does not let you be signed in from this address. Ask an administrator.',
  outside_hours: 'Your profile does not let you be signed in at this time. Ask an administrator.',
};
