export type TimeFormat = 'datetime' | 'date' | 'time' | 'clock' | 'relative';

const options: Record<Exclude<TimeFormat, 'relative'>, Intl.DateTimeFormatOptions> = {
  datetime: { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  clock: { hour: 'numeric', minute: '2-digit' },
};

// Making a formatter costs more than a hundred uses of it, and a list shows hundreds of times.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(format: keyof typeof options, timeZone: string): Intl.DateTimeFormat {
  const key = `${format} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', { ...options[format], timeZone });
  formatters.set(key, made);
  return made;
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** An ISO time in a zone. A date without a time belongs to no zone and never shifts by a day. */
export function formatTime(iso: string, format: keyof typeof options, timeZone: string): string {
  const dateOnly = DATE_ONLY.test(iso);
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const text = formatter(dateOnly ? 'date' : format, dateOnly ? 'UTC' : timeZone).format(time);
  // Node prints a narrow no-break space before AM, Chrome a plain one: unequal text breaks hydration.
  return text.replace(/[\u202f\u00a0]/g, ' ');
}

const steps: readonly [limitSeconds: number, unitSeconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [3600, 60, 'minute'],
  [86_400, 3600, 'hour'],
  [7 * 86_400, 86_400, 'day'],
];

/** "5 minutes ago"; a date once a week lies between. */
export function formatRelative(iso: string, nowMs: number, timeZone: string): string {
  const seconds = Math.round((new Date(iso).getTime() - nowMs) / 1000);
  if (Math.abs(seconds) < 60) return seconds > 0 ? 'in a moment' : 'just now';
  const step = steps.find(([limit]) => Math.abs(seconds) < limit);
  if (!step) return formatTime(iso, 'date', timeZone);
  return new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' }).format(Math.trunc(seconds / step[1]), step[2]);
}
