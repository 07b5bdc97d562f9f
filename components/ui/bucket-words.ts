export type BucketUnit = 'hour' | 'day';

const formats = {
  // A bucket's start is wall time in the person's zone already: formatting it as UTC shifts nothing.
  day: new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' }),
  hour: new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', hour: 'numeric', timeZone: 'UTC' }),
};

/** "Mar 3" or "Mar 3, 2 PM". */
export function bucketInWords(start: string, unit: BucketUnit): string {
  return formats[unit].format(new Date(`${start}:00Z`)).replace(/[\u202f\u00a0]/g, ' ');
}
