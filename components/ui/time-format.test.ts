import { describe, expect, test } from 'vitest';
import { formatRelative, formatTime } from './time-format';

describe('formatTime', () => {
  test('shows a time in the given zone', () => {
    expect(formatTime('2026-03-01T12:00:00.000Z', 'datetime', 'America/New_York')).toBe('Mar 1, 2026, 7:00 AM');
    expect(formatTime('2026-03-01T12:00:00.000Z', 'datetime', 'Asia/Tokyo')).toBe('Mar 1, 2026, 9:00 PM');
  });

  test('a date without a time is the same day in every zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'UTC', 'Pacific/Pago_Pago']) {
      expect(formatTime('1960-01-02', 'datetime', zone)).toBe('Jan 2, 1960');
    }
  });

  test('prints plain spaces only, as browsers do', () => {
    expect(formatTime('2026-03-01T12:00:00.000Z', 'time', 'UTC')).toMatch(/^[\x20-\x7e]+$/);
  });

  test('hands back what is no time', () => {
    expect(formatTime('soon', 'datetime', 'UTC')).toBe('soon');
  });
});

describe('formatRelative', () => {
  const now = Date.parse('2026-03-10T12:00:00.000Z');
  test.each([
    ['2026-03-10T11:59:30.000Z', 'just now'],
    ['2026-03-10T11:55:00.000Z', '5 minutes ago'],
    ['2026-03-10T09:10:00.000Z', '2 hours ago'],
    ['2026-03-09T11:00:00.000Z', 'yesterday'],
    ['2026-03-10T13:00:00.000Z', 'in 1 hour'],
    ['2026-03-01T12:00:00.000Z', 'Mar 1, 2026'],
  ])('%s is %s', (iso, text) => {
    expect(formatRelative(iso, now, 'UTC')).toBe(text);
  });
});
