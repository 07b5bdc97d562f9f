/** The days that a month or a week of a calendar shows. Days are `YYYY-MM-DD`; weeks begin on Sunday. Pure. */

export const SPANS = ['month', 'week'] as const;
export type Span = (typeof SPANS)[number];

const DAY_MS = 86_400_000;
const WEEK = 7;

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayOf(new Date(at(day).getTime() + days * DAY_MS));

/** The days shown around one: a month is seen whole, in as many weeks as it needs. */
export function daysOf(day: string, span: Span): string[] {
  const first = span === 'month' ? `${day.slice(0, 8)}01` : day;
  const from = addDays(first, -at(first).getUTCDay());
  const length = span === 'month' ? Math.ceil((at(first).getUTCDay() + lengthOfMonth(first)) / WEEK) * WEEK : WEEK;
  return Array.from({ length }, (_, n) => addDays(from, n));
}

function lengthOfMonth(day: string): number {
  const date = at(day);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** A day of the span before this one (-1), or behind it (1). */
export function turn(day: string, span: Span, by: -1 | 1): string {
  if (span === 'week') return addDays(day, by * WEEK);
  const date = at(day);
  return dayOf(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1)));
}
