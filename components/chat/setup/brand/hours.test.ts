import { expect, test } from 'vitest';
import { brandSettingsSchema, DEFAULT_BRAND } from '@/lib/chat/setup/brand-schema';
import { endOf, isOpenDay, openedDay, shownEnd } from './hours';

test('midnight is the end of a day that is open, and shows as a time input can', () => {
  const day = { from: '18:00', to: endOf('00:00') };
  expect(isOpenDay(day)).toBe(true);
  expect(shownEnd(day)).toBe('00:00');
  const businessHours = { ...DEFAULT_BRAND.businessHours, days: Array.from({ length: 7 }, () => day) };
  expect(brandSettingsSchema.safeParse({ ...DEFAULT_BRAND, businessHours }).success).toBe(true);
});

test('a day is opened with hours that can be changed, and closed without any', () => {
  expect(isOpenDay(openedDay(true))).toBe(true);
  expect(isOpenDay(openedDay(false))).toBe(false);
});
