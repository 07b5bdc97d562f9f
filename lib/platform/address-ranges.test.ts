import { expect, test } from 'vitest';
import { coversRange, isAddressRange, isInRanges } from './address-ranges';

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
  ['10.1.2.3', ['192.168.0.0/16', '10.0.0.0/8'], true],
  ['10.1.2.3', [], false],
  ['10.1.2.3', ['anything', '10.1'], false],
  ['crm.example.org', ['0.0.0.0/0'], false],
  ['::1', ['0.0.0.0/0'], false],
])('%s lies in %j: %s', (ip, ranges, inside) => expect(isInRanges(ip, ranges)).toBe(inside));

test.each([
  ['10.0.0.0/8', '10.9.0.0/16', true],
  ['10.9.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/8', '10.1.2.3', true],
  ['::/0', '10.1.2.3', false],
])('%s covers %s: %s', (outer, inner, covers) => expect(coversRange(outer, inner)).toBe(covers));
