/** Tables of countries: what is read, what is refused by its line, and that a refused one is named and changes nothing else. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { readCountryTable, readOrName } from './country-table';
import { log } from './log';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'country-table-'));
});

async function fileOf(text: string): Promise<string> {
  const path = join(folder, `${randomUUID()}.csv`);
  await writeFile(path, text);
  return path;
}
const read = async (text: string) => readCountryTable(await fileOf(text));

describe('a table', () => {
  test('of networks or of first and last addresses, in any order, finds both ends of each and nothing between', async () => {
    const table = await read(
      [
        'network,country',
        '2001:db8::/32,de',
        '203.0.113.0/24,PT',
        '"198.51.100.0","198.51.100.127","FR"',
        '192.0.2.7,ES',
        '2001:db9::,2001:db9::ffff,IT',
        '',
      ].join('\r\n'),
    );
    expect(table.size).toBe(5);
    const found = (...addresses: string[]) => addresses.map((one) => table.countryOf(one));
    expect(found('203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0')).toEqual(['PT', 'PT', null, null]);
    expect(found('198.51.100.127', '198.51.100.128', '192.0.2.7', '192.0.2.8')).toEqual(['FR', null, 'ES', null]);
    expect(found('2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::ffff', '2001:db9::1:0')).toEqual([
      'DE',
      'DE',
      'IT',
      null,
    ]);
    expect(found('::ffff:203.0.113.9', '127.1', 'x', '', '::cb00:7109')).toEqual(['PT', null, null, null, null]);
  });

  test('leaves out what it says it does not know, such as the start of IPv6, which is not where IPv4 is', async () => {
    const table = await read(
      '0.0.0.0,255.255.255.255,DE\n::,1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,ZZ\n2000::/3,FR\n',
    );
    expect(['10.0.0.1', '::1', '2a00::1'].map((one) => table.countryOf(one))).toEqual(['DE', null, 'FR']);
  });

  test.each([
    ['203.0.113.0/24,PT\n203.0.113.0/33,PT', 'Line 2: an address is not right.'],
    ['203.0.113.0/24,PT\n127.1,PT', 'Line 2: an address is not right.'],
    ['203.0.113.0/24,PT\nnetwork,country', 'Line 2: an address is not right.'],
    ['203.0.113.0/,PT', 'Line 1: an address is not right.'],
    ['203.0.113.0/24,Portugal', 'Line 1: its country is no code of two letters.'],
    ['203.0.113.0/24;PT', 'Line 1: it is neither network,country nor first,last,country.'],
    ['203.0.113.9,203.0.113.1,PT', 'Line 1: its range does not end behind its beginning.'],
    ['203.0.113.9,2001:db8::,PT', 'Line 1: its range does not end behind its beginning.'],
    ['203.0.113.0/24,PT\n203.0.113.128/25,ES', 'Lines 1 and 2: their ranges overlap.'],
    ['network,country\n', 'It has no range with a country.'],
    ['', 'It has no range with a country.'],
  ])('%j is refused: %s', async (text, words) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'invalid', message: words });
  });
});

test('one that cannot be read is named in the log, by its path and its line, and there is none then', async () => {
  const told = vi.spyOn(log, 'error').mockImplementation(() => {});
  const broken = await fileOf('203.0.113.0/24,PT\n203.0.113.0/24,PT\n');
  const missing = join(folder, 'missing.csv');
  expect([await readOrName(broken), await readOrName(missing), await readOrName(await fileOf('"'))]).toEqual([
    null,
    null,
    null,
  ]);
  expect(told.mock.calls.map(([facts]) => [facts.event, facts.path === broken || facts.path === missing])).toEqual([
    ['country_table.not_read', true],
    ['country_table.not_read', true],
    ['country_table.not_read', false],
  ]);
  expect(told.mock.calls[0]?.[0].code).toBe('Lines 1 and 2: their ranges overlap.');
  expect(told.mock.calls[1]?.[0].code).toMatch(/ENOENT/);
  told.mockRestore();
});
