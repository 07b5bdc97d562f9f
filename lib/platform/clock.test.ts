import { afterEach, expect, test } from 'vitest';
import { clock, setClock } from '@/lib/platform/clock';
import { stateOf } from '@/lib/platform/crypto/one-time-state';
import { newId } from '@/lib/platform/ids';

afterEach(() => setClock());

test('what expires, and in which order ids are, goes by a clock that a test can set', () => {
  const extract = { failedTries: 0, expiresAt: '2031-05-01T12:00:00Z', openedAt: null, revokedAt: null };
  setClock(() => Date.parse('2031-05-01T11:59:59Z'));
  const earlier = newId();
  expect(stateOf(extract)).not.toBe('expired');
  setClock(() => Date.parse('2031-05-01T12:00:01Z'));
  expect(clock.now().toISOString()).toBe('2031-05-01T12:00:01.000Z');
  expect(stateOf(extract)).toBe('expired');
  expect(BigInt(newId())).toBeGreaterThan(BigInt(earlier));
});

test('left alone it is what time it is', () => {
  const before = Date.now();
  expect(clock.nowMs()).toBeGreaterThanOrEqual(before);
  expect(clock.nowMs()).toBeLessThanOrEqual(Date.now());
});
