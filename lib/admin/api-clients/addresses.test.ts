import { expect, test } from 'vitest';
import { isAllowedFrom } from './addresses';

test.each([
  ['198.51.100.9', [], true],
  [null, [], true],
  [null, ['203.0.113.0/24'], false],
  ['203.0.113.77', ['203.0.113.0/24'], true],
  ['203.0.114.1', ['203.0.113.0/24'], false],
  ['203.0.113.7', ['203.0.113.7'], true],
  ['203.0.113.8', ['203.0.113.7'], false],
  ['2001:db8:0:0::5', ['2001:db8::/32'], true],
  ['::ffff:203.0.113.7', ['203.0.113.0/24'], true],
  ['203.0.113.7', ['::/0'], false],
])('%s from %j: %s', (ip, ranges, allowed) => expect(isAllowedFrom(ip, ranges)).toBe(allowed));
