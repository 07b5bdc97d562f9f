import type { BrandSettings } from './brand-schema';

/** Whether a moment is within business hours, in their own time zone. Always, where none are kept. Pure. */
export function isOpenNow({ enabled, timeZone, days }: BrandSettings['businessHours'], at: Date): boolean {
  if (!enabled) return true;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? '';
  const day = days[['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday'))];
  const now = `${part('hour')}:${part('minute')}`;
  return day !== undefined && day.from <= now && now < day.to;
}
