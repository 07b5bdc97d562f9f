/** Times as Zoho CRM writes them: ISO 8601 to the second with the offset of the asker's zone. */

/** `2026-01-31T14:30:00-06:00`. */
export function apiTime(iso: string, timeZone: string): string {
  const ms = Date.parse(iso);
  const offset = offsetMinutes(ms, timeZone);
  const wall = new Date(ms + offset * 60_000).toISOString().slice(0, 19);
  const [sign, minutes] = offset < 0 ? ['-', -offset] : ['+', offset];
  return `${wall}${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** No zone changes its offset within a quarter of an hour, so asking Intl once for each is enough. */
const QUARTER_MS = 15 * 60_000;
const MOST_KEPT = 10_000;
const offsets = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMinutes(ms: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const quarter = Math.floor(ms / QUARTER_MS);
  const key = `${timeZone} ${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size >= MOST_KEPT) offsets.clear();
    offset = askIntl(quarter * QUARTER_MS, timeZone);
    offsets.set(key, offset);
  }
  return offset;
}

function askIntl(ms: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}
