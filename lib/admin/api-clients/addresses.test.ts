import { expect, test } from 'vitest';
import { isAddressRange, isAllowedFrom } from './addresses';

test.each([
  ['203.0.113.7', true],
  ['203.0.113.0/24', true],
  ['0.0.0.0/0', true],
  ['2001:db8::1', true],
  ['2001:db8::/32', true],
  ['', false],
  ['203.0.113', false],
  ['127.1', false],
  ['010.0.0.1', false],
  ['203.0.113.0/33', false],
  ['10.1/16', false],
  ['example.org', false],
])('%s as an address or range: %s', (text, good) => expect(isAddressRange(text)).toBe(good));

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
