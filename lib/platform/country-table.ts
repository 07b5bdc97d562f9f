/**
 * Which country an address is in, by a table that whoever runs Careledger supplies (`COUNTRY_TABLE`): nobody is asked over the
 * network. Guarantees: a table is taken whole or not at all; what it does not hold has no country.
 */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import ipaddr from 'ipaddr.js';
import { env } from '@/lib/platform/env';
import { invalid } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { once } from '@/lib/platform/once';

export interface CountryTable {
  /** ISO 3166 code, in capitals; null for an address that the table does not hold, and for what is no address. */
  countryOf(address: string): string | null;
  /** How many ranges it holds. */
  size: number;
}

/** Both ends belong to it. IPv6 addresses are beyond those of IPv4. */
interface Range {
  first: bigint;
  last: bigint;
  country: string;
  line: number;
}

/** Tables of the whole internet have less than a million. */
const MOST_RANGES = 5_000_000;
const MOST_PER_LINE = 2_000;
/** Where IPv6 begins among the numbers. */
const BEYOND_V4 = 1n << 128n;
/** Codes by which tables say that they do not know. */
const UNKNOWN = new Set(['', '-', 'ZZ', 'XX']);

/**
 * The table of this process, read once; null where none is supplied, or where it cannot be read: that is named in the log, and
 * nothing else changes.
 */
export const countryTable = (): Promise<CountryTable | null> =>
  once('platform/country-table', () => {
    const path = env().COUNTRY_TABLE;
    return path === undefined ? Promise.resolve(null) : readOrName(path);
  });

/** @param path a file of `COUNTRY_TABLE` */
export async function readOrName(path: string): Promise<CountryTable | null> {
  try {
    const table = await readCountryTable(path);
    log.info({ event: 'country_table.read', path, code: `${table.size} ranges` });
    return table;
  } catch (error) {
    log.error({ event: 'country_table.not_read', path, code: error instanceof Error ? error.message : 'unknown' });
    return null;
  }
}

/**
 * Reads a CSV file: `network,country` (`203.0.113.0/24,PT`) or `first,last,country` on each line; one line of names may stand first.
 * @throws invalid, with the line, for what is neither, for ranges that overlap, and for a file without any
 */
export async function readCountryTable(path: string): Promise<CountryTable> {
  const ranges: Range[] = [];
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    info: true,
    max_record_size: MOST_PER_LINE,
  });
  const file = createReadStream(path);
  file.on('error', (error) => parser.destroy(error));
  let isFirst = true;
  for await (const { record, info } of file.pipe(parser) as AsyncIterable<{
    record: string[];
    info: { lines: number };
  }>) {
    const isNames = isFirst && record.every((cell) => /^[a-z_ ]*$/i.test(cell));
    isFirst = false;
    if (isNames) continue;
    const range = rangeOf(record, info.lines);
    if (range) ranges.push(range);
    if (ranges.length > MOST_RANGES) throw invalid(`It has more than ${MOST_RANGES} ranges.`);
  }
  if (ranges.length === 0) throw invalid('It has no range with a country.');
  return tableOf(inOrder(ranges));
}

/** @returns null for a range whose country the table does not know */
function rangeOf(cells: readonly string[], line: number): Range | null {
  const wrong = (what: string) => invalid(`Line ${line}: ${what}.`);
  if (cells.length !== 2 && cells.length !== 3) throw wrong('it is neither network,country nor first,last,country');
  const country = (cells.at(-1) ?? '').toUpperCase();
  const ends =
    cells.length === 2
      ? endsOfNetwork(cells[0] ?? '')
      : ([numberOf(cells[0] ?? ''), numberOf(cells[1] ?? '')] as const);
  const [first, last] = ends ?? [null, null];
  if (first === null || last === null) throw wrong('an address is not right');
  if (last < first || first < BEYOND_V4 !== last < BEYOND_V4)
    throw wrong('its range does not end behind its beginning');
  if (UNKNOWN.has(country)) return null;
  if (!/^[A-Z]{2}$/.test(country)) throw wrong('its country is no code of two letters');
  return { first, last, country, line };
}

/** An address as a number; null for what is none. */
function numberOf(text: string): bigint | null {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.process(text);
  const number = BigInt(`0x${Buffer.from(address.toByteArray()).toString('hex')}`);
  return address.kind() === 'ipv4' ? number : number + BEYOND_V4;
}

function endsOfNetwork(text: string): [bigint, bigint] | null {
  const [address = '', bits = '', ...more] = text.split('/');
  const number = numberOf(address);
  if (number === null || more.length > 0) return null;
  const most = number < BEYOND_V4 ? 32 : 128;
  const prefix = text.includes('/') ? Number(bits) : most;
  if (text.includes('/') && !/^\d{1,3}$/.test(bits)) return null;
  // An IPv4 address written as IPv6 has a prefix of IPv6.
  if (prefix > most || (most === 32 && address.includes(':'))) return null;
  const size = 1n << BigInt(most - prefix);
  return [number - (number % size), number - (number % size) + size - 1n];
}

function inOrder(ranges: Range[]): readonly Range[] {
  ranges.sort((one, other) => (one.first < other.first ? -1 : one.first > other.first ? 1 : 0));
  for (let n = 1; n < ranges.length; n += 1) {
    const [before, range] = [ranges[n - 1], ranges[n]];
    if (!before || !range || before.last < range.first) continue;
    throw invalid(`Lines ${before.line} and ${range.line}: their ranges overlap.`);
  }
  return ranges;
}

function tableOf(ranges: readonly Range[]): CountryTable {
  return {
    size: ranges.length,
    countryOf(address) {
      const number = numberOf(address);
      if (number === null) return null;
      let [low, high] = [0, ranges.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((ranges[middle]?.first ?? 0n) <= number) low = middle + 1;
        else high = middle;
      }
      const found = ranges[low - 1];
      return found && number <= found.last ? found.country : null;
    },
  };
}
