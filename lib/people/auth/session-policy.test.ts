import { expect, test } from 'vitest';
import { DEFAULT_SESSION_POLICY, lapseOf, sessionPolicyOf } from './session-policy';

const MINUTE = 60_000;
const policy = { idleMinutes: 15, longestHours: 1 };

test.each([
  ['in use', 14.99, 14.99, null],
  ['idle for exactly the time', 15, 15, 'idle'],
  ['busy to the end', 60, 0, 'expired'],
  ['idle and too old', 61, 16, 'expired'],
  ['seen later than now, by a clock that is ahead', 1, -1, null],
])('%s', (_, ageMinutes, idleMinutes, lapse) => {
  const now = Date.UTC(2026, 0, 1);
  const session = { createdMs: now - ageMinutes * MINUTE, lastSeenMs: now - idleMinutes * MINUTE };
  expect(lapseOf(session, policy, now)).toBe(lapse);
});

test('a stored policy that is out of its bounds is not used', () => {
  for (const value of [undefined, null, {}, { idleMinutes: 1, longestHours: 12 }, { idleMinutes: '15' }]) {
    expect(sessionPolicyOf({ state: 'kept', value })).toEqual(DEFAULT_SESSION_POLICY);
  }
});
