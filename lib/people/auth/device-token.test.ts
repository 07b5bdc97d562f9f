import { expect, test } from 'vitest';
import { DEVICE_DAYS, deviceOf, rememberDevice } from './device-token';

const at = new Date('2026-11-29T08:00:00Z');
const after = (days: number) => new Date(at.getTime() + days * 86_400_000);

test('knows a browser for the address that signed in there, and for no other', () => {
  const cookie = rememberDevice(null, 'olga@clinic.example', at);
  expect(deviceOf(cookie, ' OLGA@clinic.example', at)).toMatch(/^[\w-]{22}$/);
  expect(deviceOf(cookie, 'otto@clinic.example', at)).toBeNull();
  expect(cookie).not.toMatch(/olga|clinic/i);
});

test('keeps its name when the same person signs in again, and what it knows of others', () => {
  const first = rememberDevice(null, 'olga@clinic.example', at);
  const both = rememberDevice(first, 'otto@clinic.example', at);
  const again = rememberDevice(both, 'olga@clinic.example', after(100));
  expect(deviceOf(again, 'olga@clinic.example', after(DEVICE_DAYS + 1))).toBe(
    deviceOf(first, 'olga@clinic.example', at),
  );
  expect(deviceOf(again, 'otto@clinic.example', at)).not.toBeNull();
});

test('is not known after 180 days, nor when a sign of it was changed, nor from nonsense', () => {
  const cookie = rememberDevice(null, 'olga@clinic.example', at);
  expect(deviceOf(cookie, 'olga@clinic.example', after(DEVICE_DAYS))).toBeNull();
  for (let n = 0; n < cookie.length; n += 1) {
    const changed = cookie.slice(0, n) + (cookie[n] === '1' ? '2' : '1') + cookie.slice(n + 1);
    expect(deviceOf(changed, 'olga@clinic.example', at)).toBeNull();
  }
  for (const text of [null, undefined, '', '~', 'a.b.c', 'x'.repeat(100_000), '~'.repeat(5000)]) {
    expect(deviceOf(text, 'olga@clinic.example', at)).toBeNull();
  }
});

test('holds eight people at most', () => {
  const all = Array.from({ length: 20 }, (_, n) => `p${n}@clinic.example`);
  const cookie = all.reduce<string | null>((text, email) => rememberDevice(text, email, at), null);
  expect(all.filter((email) => deviceOf(cookie, email, at))).toEqual(all.slice(-8));
});
