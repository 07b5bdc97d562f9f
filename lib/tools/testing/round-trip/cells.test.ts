/** Budget: 120 runs a locale of up to 12 records of 23 fields each; ROUND_TRIP_RUNS for more. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { FIELD_TYPES } from '@/lib/crm/modules/field-types/registry';

const RUNS = process.env.ROUND_TRIP_RUNS ?? '120';

interface Told {
  locale: string;
  timeZone: string;
  counts: Record<string, number>;
}

/** The locale and the zone of a process are those of its environment. */
async function through(locale: string, timeZone: string): Promise<Told> {
  const env = { ...process.env, LC_ALL: `${locale.replace('-', '_')}.UTF-8`, TZ: timeZone };
  const args = ['--import', 'tsx', 'lib/tools/testing/round-trip/through-files.ts', RUNS];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 10_000_000 });
  return JSON.parse(stdout) as Told;
}

test.each([
  ['en-US', 'America/New_York'],
  ['de-DE', 'Europe/Berlin'],
  ['ar-EG', 'Africa/Cairo'],
  ['tr-TR', 'Pacific/Chatham'],
])(
  'what is exported comes back as it was, for every field type, as CSV and XLSX, wherever its reader lives (%s, %s)',
  async (locale, timeZone) => {
    const told = await through(locale, timeZone);
    expect(told).toMatchObject({ locale, timeZone });
    const counted = Object.values(told.counts).reduce((sum, count) => sum + count, 0);
    process.stdout.write(`Round trip, ${locale}: ${counted.toLocaleString('en-US')} values came back as they were.\n`);
    for (const { key } of FIELD_TYPES.filter((type) => type.key !== 'auto_number')) {
      for (const format of ['CSV', 'XLSX']) expect(told.counts[`${key} ${format}`]).toBeGreaterThan(Number(RUNS));
    }
  },
  600_000,
);
