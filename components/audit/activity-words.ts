import type { Activity } from '@/lib/ledger/activity';

const numbers = new Intl.NumberFormat('en-US');
const formats = {
  // A bucket's start is wall time in the person's zone already: formatting it as UTC shifts nothing.
  day: new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' }),
  hour: new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', hour: 'numeric', timeZone: 'UTC' }),
};

/** "Mar 3" or "Mar 3, 2 PM". */
export function bucketInWords(start: string, unit: Activity['unit']): string {
  return formats[unit].format(new Date(`${start}:00Z`)).replace(/[\u202f\u00a0]/g, ' ');
}

export function actsInWords(count: number): string {
  return `${numbers.format(count)} ${count === 1 ? 'act' : 'acts'}`;
}

/** The chart in two sentences. */
export function activityInWords({ buckets, unit, done, refused }: Activity): string {
  const total = done + refused;
  if (total === 0) return 'No acts in this time.';
  const busiest = buckets.reduce((most, bucket) =>
    bucket.done + bucket.refused > most.done + most.refused ? bucket : most,
  );
  const refusals = refused === 0 ? 'none refused' : `${numbers.format(refused)} refused`;
  const peak = actsInWords(busiest.done + busiest.refused);
  return `${actsInWords(total)}, ${refusals}. Busiest ${unit}: ${bucketInWords(busiest.start, unit)} with ${peak}.`;
}

/** What the chart leaves out; empty when nothing. */
export function limitsInWords({ capped, shortened }: Activity): string {
  return [
    shortened && 'The chart goes back 90 days at most.',
    capped && 'Only the newest 50,000 entries are counted, so the oldest bars are too low.',
  ]
    .filter((words) => words !== false)
    .join(' ');
}
