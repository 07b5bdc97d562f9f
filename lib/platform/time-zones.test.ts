import { expect, test } from 'vitest';
import { isTimeZone, timeZoneNames } from '@/lib/platform/time-zones';

test('a time zone is found by its name of today and by its former one', () => {
  const names = timeZoneNames();
  expect(names.filter((name) => !isTimeZone(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  for (const [today, former] of [
    ['Asia/Kathmandu', 'Asia/Katmandu'],
    ['Asia/Kolkata', 'Asia/Calcutta'],
    ['Europe/Kyiv', 'Europe/Kiev'],
    ['Asia/Ho_Chi_Minh', 'Asia/Saigon'],
    ['Asia/Yangon', 'Asia/Rangoon'],
    ['America/Nuuk', 'America/Godthab'],
    ['Atlantic/Faroe', 'Atlantic/Faeroe'],
    ['Africa/Asmara', 'Africa/Asmera'],
    ['Pacific/Pohnpei', 'Pacific/Ponape'],
    ['Pacific/Chuuk', 'Pacific/Truk'],
    ['Pacific/Kanton', 'Pacific/Enderbury'],
    ['Europe/Berlin', 'America/Buenos_Aires'],
  ]) {
    expect(names).toContain(today);
    expect(names).toContain(former);
  }
});
