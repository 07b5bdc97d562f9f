'use client';

import { useSyncExternalStore } from 'react';
import { formatRelative, formatTime, type TimeFormat } from './time-format';
import { useTimeZone } from './time-zone';

export interface TimeProps {
  /** ISO time, or `YYYY-MM-DD`. */
  value: string;
  format?: TimeFormat;
  className?: string;
}

/** A time in the person's zone; hovering shows the zone. */
export function Time({ value, format = 'datetime', className }: TimeProps) {
  const timeZone = useTimeZone();
  return (
    <time
      dateTime={value}
      title={`${formatTime(value, 'datetime', timeZone)} (${timeZone})`}
      className={className}
      suppressHydrationWarning
    >
      {format === 'relative' ? <Relative value={value} timeZone={timeZone} /> : formatTime(value, format, timeZone)}
    </time>
  );
}

function Relative({ value, timeZone }: { value: string; timeZone: string }) {
  const now = useSyncExternalStore(everyMinute, currentMinute, () => null);
  return now === null
    ? formatTime(value, 'datetime', timeZone)
    : formatRelative(value, Math.max(now, Date.now()), timeZone);
}

function everyMinute(changed: () => void) {
  const timer = setInterval(changed, 60_000);
  return () => clearInterval(timer);
}

const currentMinute = () => Math.floor(Date.now() / 60_000) * 60_000;
