import { expect, test } from 'vitest';
import { standingOf } from './reachable';

/** As `send` sees it: unusual spellings are read by the URL parser. */
const hostOf = (written: string) => new URL(`https://${written}/`).hostname.replace(/^\[|\]$/g, '');

test.each([
  ['8.8.8.8'],
  ['93.184.216.34'],
  ['172.15.255.255'],
  ['172.32.0.1'],
  ['100.63.255.255'],
  ['100.128.0.1'],
  ['[2606:4700::6810:84e5]'],
  ['[2a00:1450:4001:830::200e]'],
])('%s is in the public internet', (written) => expect(standingOf(hostOf(written), [])).toBe('public'));

test.each([
  ['loopback', '127.0.0.1'],
  ['loopback, not its first', '127.255.255.254'],
  ['in one number', '2130706433'],
  ['in hexadecimal', '0x7f000001'],
  ['in octal', '0177.0.0.1'],
  ['shortened', '127.1'],
  ['mixed', '0x7f.0.1'],
  ['in full width', '１２７.０.０.１'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['link-local', '169.254.1.1'],
  ['metadata', '169.254.169.254'],
  ['metadata of Alibaba', '100.100.100.200'],
  ['metadata of Oracle', '192.0.0.192'],
  ['metadata of Azure', '168.63.129.16'],
  ['CGNAT', '100.64.0.1'],
  ['unspecified', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['documentation', '192.0.2.1'],
  ['documentation', '198.51.100.1'],
  ['documentation', '203.0.113.1'],
  ['benchmarking', '198.18.0.1'],
  ['6to4 relay', '192.88.99.1'],
  ['IPv6 loopback', '[::1]'],
  ['IPv6 unspecified', '[::]'],
  ['IPv6 link-local', '[fe80::1]'],
  ['IPv6 site-local', '[fec0::1]'],
  ['IPv6 unique local', '[fd12:3456::1]'],
  ['IPv6 metadata of AWS', '[fd00:ec2::254]'],
  ['IPv6 multicast', '[ff02::1]'],
  ['IPv4-mapped', '[::ffff:127.0.0.1]'],
  ['IPv4-mapped, in hexadecimal', '[::ffff:7f00:1]'],
  ['IPv4-mapped, of a public address', '[::ffff:8.8.8.8]'],
  ['IPv4-translated', '[::ffff:0:127.0.0.1]'],
  ['IPv4-compatible', '[::127.0.0.1]'],
  ['6to4', '[2002:7f00:1::]'],
  ['6to4, of a public address', '[2002:808:808::]'],
  ['Teredo', '[2001:0:4136:e378:8000:63bf:3fff:fdd2]'],
  ['NAT64', '[64:ff9b::7f00:1]'],
  ['NAT64, of a public address', '[64:ff9b::8.8.8.8]'],
  ['NAT64 of an own network', '[64:ff9b:1::7f00:1]'],
  ['discard', '[100::1]'],
  ['documentation', '[2001:db8::1]'],
  ['documentation', '[3fff::1]'],
  ['benchmarking', '[2001:2::1]'],
  ['ORCHID', '[2001:20::1]'],
  ['segment routing', '[5f00::1]'],
  ['handed out to nobody', '[4000::1]'],
])('is refused, unless an administrator allows it: %s, %s', (_, written) => {
  const ip = hostOf(written);
  expect(standingOf(ip, [])).toBe('refused');
  expect(standingOf(ip, ['192.0.2.99', '2001:db8:99::/64', 'nonsense'])).toBe('refused');
  expect(standingOf(ip, [ip])).toBe('allowed');
});

test('what is allowed as IPv4 is allowed as mapped into IPv6 too: it is the same server', () => {
  expect(standingOf('::ffff:10.1.2.3', ['10.0.0.0/8'])).toBe('allowed');
  expect(standingOf('::ffff:10.1.2.3', ['11.0.0.0/8'])).toBe('refused');
});

test('what is allowed as IPv4 is not what IPv6 carries to somebody else', () => {
  for (const ip of ['64:ff9b::10.1.2.3', '2002:a01:203::', '::10.1.2.3']) {
    expect(standingOf(ip, ['10.0.0.0/8', '0.0.0.0/0'])).toBe('refused');
  }
});

test.each(['', 'localhost', '127.0.0.1.example.org', 'fe80::1%lo', '1.2.3'])(
  'what is no plain address is refused: %j',
  (text) => expect(standingOf(text, [])).toBe('refused'),
);
