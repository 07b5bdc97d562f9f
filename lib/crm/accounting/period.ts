/** Which days an accounting is of. Days are UTC. Pure. */
import { dayOf } from '@/lib/platform/clock';
import { invalid } from '@/lib/platform/errors';

/** 45 CFR 164.528(a)(1): six years before the day it is asked for. */
export const MOST_YEARS = 6;

export interface Period {
  /** First and last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
}

/** A day and so many years or days later; before, where they are negative. Of 29 February the day after, where there is none. */
export function shifted(day: string, by: { years?: number; days?: number }): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCFullYear(at.getUTCFullYear() + (by.years ?? 0));
  at.setUTCDate(at.getUTCDate() + (by.days ?? 0));
  return dayOf(at);
}

/** The six years up to today, or the part of them that was asked for, 164.528(a)(3). @throws invalid naming the day */
export function periodOf(asked: { from?: string | undefined; to?: string | undefined }, today: string): Period {
  const first = shifted(today, { years: -MOST_YEARS });
  const { from = first, to = today } = asked;
  if (from < first) throw invalid(`An accounting goes back ${MOST_YEARS} years, to ${first}.`, refused('from'));
  if (to > today) throw invalid('An accounting ends today at the latest.', refused('to'));
  if (to < from) throw invalid('The last day is before the first.', refused('to'));
  return { from, to };
}

const refused = (field: string) => ({ fields: { [field]: 'Choose another day.' } });
