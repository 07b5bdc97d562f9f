import { bucketInWords } from '@/components/ui/bucket-words';
import type { Activity } from '@/lib/protection/ledger/activity';

const numbers = new Intl.NumberFormat('en-US');

export function actsInWords(count: number): string {
  return `${numbers.format(count)} ${count === 1 ? 'act' : 'acts'}`;
}

/** "12 acts", or "12 acts, 2 refused". */
export function bucketActsInWords({ done, refused }: Activity['buckets'][number]): string {
  return `${actsInWords(done + refused)}${refused > 0 ? `, ${refused} refused` : ''}`;
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
