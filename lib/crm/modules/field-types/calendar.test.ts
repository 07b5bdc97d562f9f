import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOfWallTime, wallTime } from './calendar';
import { date } from './date';
import { dateTime } from './date-time';

const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Kiritimati'];

describe('a date', () => {
  test.each([
    ['2024-02-29', '2024-02-29'],
    ['2/9/2024', '2024-02-09'],
    ['12/31/1949', '1949-12-31'],
  ])('reads %s', (input, value) => expect(date.parse(input, {})).toEqual({ ok: true, value }));

  test.each([
    '2023-02-29',
    '1900-02-29',
    '13/1/2024',
    '0000-01-01',
    '2024-1-1',
    '1/1/24',
    '2024-01-01T00:00:00Z',
    '45000',
  ])('refuses %s', (input) => expect(date.parse(input, {}).ok).toBe(false));

  test('is the same day in every zone', () => {
    expect(date.format('1949-11-14', {}, { timeZone: 'Pacific/Kiritimati' })).toBe('Nov 14, 1949');
    expect(date.format('1949-11-14', {}, { timeZone: 'Pacific/Pago_Pago' })).toBe('Nov 14, 1949');
  });
});

describe('a date and time', () => {
  test.each([
    ['1951-02-20T08:15:54-05:00', '1951-02-20T13:15:54.000Z'],
    ['2024-01-01 00:30 +0530', '2023-12-31T19:00:00.000Z'],
    ['2024-01-01T00:00:00.123456Z', '2024-01-01T00:00:00.123Z'],
  ])('reads %s', (input, value) => expect(dateTime.parse(input, {})).toEqual({ ok: true, value }));

  test.each([
    '2024-01-01T00:00:00',
    '2024-02-30T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T00:00:60Z',
    '2024-01-01T00:00:00+16:00',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:00:00-02:00',
  ])('refuses %s', (input) => expect(dateTime.parse(input, {}).ok).toBe(false));

  test('without an offset is read in the zone the caller gives', () => {
    const read = (text: string) => dateTime.parse(text, { timeZone: 'America/New_York' });
    expect(read('2024-07-01T12:00')).toEqual({ ok: true, value: '2024-07-01T16:00:00.000Z' });
    expect(read('2024-11-03T01:30')).toEqual({ ok: true, value: '2024-11-03T05:30:00.000Z' });
    expect(read('2024-03-10T02:30')).toEqual({ ok: true, value: '2024-03-10T07:30:00.000Z' });
  });

  test('is shown in the zone of the reader', () => {
    const shown = dateTime.format('2024-07-01T16:05:00.000Z', {}, { timeZone: 'America/New_York' });
    expect(shown).toBe('Jul 1, 2024, 12:05 PM');
  });
});

test('a wall clock and its instant are one where no clock is changed', () => {
  const instants = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
      const wall = wallTime(instant, zone);
      expect(wallTime(instantOfWallTime(wall, zone), zone)).toBe(wall);
    }),
  );
});
