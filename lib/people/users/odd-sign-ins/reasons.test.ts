/** What is unusual about a sign-in, and what is not: by tables of days and hours. */
import { describe, expect, test } from 'vitest';
import { instantOfWallTime } from '@/lib/crm/modules/field-types/calendar';
import { oddReasons } from '@/lib/people/notices/kinds/sign-ins';
import { type Earlier, oddFacts, type SignIn } from './reasons';

const BERLIN = 'Europe/Berlin';
const DAY_MS = 86_400_000;
const berlin = (wall: string): number => instantOfWallTime(wall, BERLIN).getTime();

/** Sign-ins at a wall time in Berlin, on as many days before one. */
const daysBefore = (day: string, time: string, days: number): Earlier[] =>
  Array.from({ length: days }, (_, n) => ({
    atMs: berlin(`${new Date(Date.parse(`${day}T00:00:00Z`) - (n + 1) * DAY_MS).toISOString().slice(0, 10)}T${time}`),
    country: null,
  }));

const at = (wall: string, given: Partial<SignIn> = {}): SignIn => ({
  atMs: berlin(wall),
  zone: BERLIN,
  country: null,
  wrong: 0,
  earlier: daysBefore(wall.slice(0, 10), '09:00', 40),
  isCut: false,
  isAhead: false,
  ...given,
});

describe('a time of day', () => {
  test('is unusual where no sign-in of eight weeks was within two hours of it, around midnight too', () => {
    expect(oddFacts(at('2026-12-01T03:12'))).toEqual({ day: '2026-12-01', time: '03:12', zone: BERLIN, weeks: 8 });
    expect(oddFacts(at('2026-12-01T11:00'))).toBeNull();
    expect(oddFacts(at('2026-12-01T11:01'))).toMatchObject({ weeks: 8 });
    const atNight = { earlier: daysBefore('2026-12-01', '23:30', 40) };
    expect(oddFacts(at('2026-12-01T01:30', atNight))).toBeNull();
    expect(oddFacts(at('2026-12-01T01:31', atNight))).toMatchObject({ weeks: 8 });
  });

  test('is nothing to say without enough to compare with: nine days, or less than three weeks, or none of eight weeks', () => {
    const some = (days: number) => daysBefore('2026-12-01', '09:00', days);
    const nine = [...some(8), ...daysBefore('2026-11-01', '09:00', 1)];
    expect(oddFacts(at('2026-12-01T03:12', { earlier: nine }))).toBeNull();
    expect(
      oddFacts(at('2026-12-01T03:12', { earlier: [...nine, ...daysBefore('2026-11-02', '09:00', 1)] })),
    ).not.toBeNull();
    expect(oddFacts(at('2026-12-01T03:12', { earlier: some(21) }))).toBeNull();
    expect(oddFacts(at('2026-12-01T03:12', { earlier: some(22) }))).not.toBeNull();
    expect(oddFacts(at('2026-12-01T03:12', { earlier: [] }))).toBeNull();
    expect(oddFacts(at('2026-12-01T03:12', { earlier: daysBefore('2026-10-05', '09:00', 40) }))).toBeNull();
  });

  test('is nothing to say of one who signs in more often than is looked at', () => {
    expect(oddFacts(at('2026-12-01T03:12', { isCut: true }))).toBeNull();
    const older = [...daysBefore('2026-12-01', '09:00', 40), ...daysBefore('2026-09-01', '09:00', 1)];
    expect(oddFacts(at('2026-12-01T03:12', { earlier: older, isCut: true }))).not.toBeNull();
  });

  test('is that of the clock on the wall: summer time moves nobody’s hour, and one that comes twice is one', () => {
    // Berlin: clocks go back on 2026-10-25, forward on 2027-03-28.
    for (const day of ['2026-10-27', '2027-03-30']) {
      expect(oddFacts(at(`${day}T11:00`))).toBeNull();
      expect(oddFacts(at(`${day}T11:01`))).toMatchObject({ weeks: 8 });
      expect(oddFacts(at(`${day}T06:59`))).toMatchObject({ weeks: 8 });
    }
    const nights = { earlier: daysBefore('2026-10-25', '02:30', 40) };
    const [first, second] = [berlin('2026-10-25T02:30'), berlin('2026-10-25T02:30') + 3_600_000];
    for (const atMs of [first, second]) {
      expect(oddFacts(at('2026-10-25T02:30', { ...nights, atMs }))).toBeNull();
      expect(oddFacts(at('2026-10-25T02:30', { atMs }))).toMatchObject({ time: '02:30', weeks: 8 });
    }
    // 02:30 does not exist on that day: the clock shows 03:30.
    const put = at('2027-03-28T02:30');
    expect(oddFacts(put)).toMatchObject({ time: '03:30', weeks: 8 });
    expect(oddFacts({ ...put, earlier: daysBefore('2027-03-28', '02:30', 40) })).toBeNull();
  });

  test('and a pause are not told of a sign-in in the future of whoever looks, nor compared with what is in its own', () => {
    expect(oddFacts(at('2026-12-01T03:12', { isAhead: true }))).toBeNull();
    const [sole] = daysBefore('2026-08-01', '03:12', 1);
    expect(oddFacts(at('2026-12-01T03:12', { earlier: sole ? [sole] : [], isAhead: true }))).toBeNull();
    const later = daysBefore('2027-01-20', '03:12', 5);
    expect(oddFacts(at('2026-12-01T03:12', { earlier: [...at('2026-12-01T03:12').earlier, ...later] }))).toMatchObject({
      weeks: 8,
    });
  });
});

test('a pause is unusual from 60 days of 24 hours on', () => {
  const last = (ms: number) => ({ earlier: [{ atMs: berlin('2026-12-01T09:00') - ms, country: null }] });
  expect(oddFacts(at('2026-12-01T09:00', last(60 * DAY_MS - 1)))).toBeNull();
  expect(oddFacts(at('2026-12-01T09:00', last(60 * DAY_MS)))).toMatchObject({ pauseDays: 60 });
});

test('wrong passwords are told from five on, and no further than they are counted', () => {
  expect(oddFacts(at('2026-12-01T09:00', { wrong: 4 }))).toBeNull();
  expect(oddReasons(oddFacts(at('2026-12-01T09:00', { wrong: 5 })) ?? {})).toEqual(['After 5 wrong passwords']);
  expect(oddReasons({ wrongPasswords: 100 })).toEqual(['After 100 or more wrong passwords']);
});

test('a country is new where sign-ins of before are known to be of others, and never without any', () => {
  const from = (...countries: (string | null)[]) => ({
    earlier: countries.map((country, n) => ({ atMs: berlin('2026-12-01T09:00') - (n + 1) * DAY_MS, country })),
  });
  const away = (before: Partial<SignIn>, country: string | null = 'PT') =>
    oddFacts(at('2026-12-01T09:00', { country, ...before }));
  expect(away(from('DE', null, 'FR'))).toMatchObject({ country: 'PT', signInsBefore: 2 });
  expect(away(from('DE', 'PT'))).toBeNull();
  expect(away(from(null, null))).toBeNull();
  expect(away(from('DE'), null)).toBeNull();
  expect(oddReasons(away(from('DE', 'DE')) ?? {})).toEqual([
    'From Portugal, while none of 2 sign-ins before came from there',
  ]);
  expect(oddReasons(away(from('DE')) ?? {})).toEqual([
    'From Portugal, while the only sign-in before came from elsewhere',
  ]);
});

test('facts of another version are told as far as they are known', () => {
  expect(oddReasons({ moon: 'full', weeks: 'many' })).toEqual([]);
  expect(oddReasons({ country: '<b>', signInsBefore: 3 })).toEqual([
    'From <b>, while none of 3 sign-ins before came from there',
  ]);
});
