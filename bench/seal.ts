/**
 * Sealing a record of 16 values against the cipher alone over the same bytes, and against sealing them one by one.
 * The arms take turns in short rounds of one run, and each figure is the median of the rounds' ratios, so that other
 * load on the machine falls on all of them alike.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { frame } from '@/lib/platform/crypto/frame';
import { createDataKey, openKeyring } from '@/lib/platform/crypto/keyring';
import { envProvider } from '@/lib/platform/crypto/providers/env';
import { type SealContext, type StoredValue, sealValues } from '@/lib/platform/crypto/record-cipher';
import { encodeValues } from '@/lib/platform/crypto/record-encode';
import { open } from '@/lib/platform/crypto/record-open';
import type { Sealed } from '@/lib/platform/crypto/sealed';
import { newId } from '@/lib/platform/ids';
import { median } from './median';
import type { BenchRow } from './row';

const ROUNDS = 300;
const RECORDS_PER_ROUND = 100;

/** Sixteen fields of a patient, of the lengths that real ones have. */
const VALUES: Record<string, StoredValue> = {
  Date_of_Birth: '1987-03-12',
  SSN: '999-54-1234',
  Drivers_License: 'S99912345',
  Passport: 'X1234567X',
  Maiden_Name: 'Müller',
  Marital_Status: 'Married',
  Race: 'white',
  Ethnicity: 'nonhispanic',
  Birth_Place: 'Springfield, Massachusetts, US',
  Mailing_Street: '123 Example Street Apt 4',
  Phone: '+1 555-0100',
  Zip: '02134',
  Latitude: 42.360081,
  Healthcare_Expenses: 123456.78,
  Allergies: ['Peanut', 'Latex'],
  Consent_Given: true,
};
const NAMES = Object.keys(VALUES);

/** What a straightforward use of node:crypto does: seal and open once, under a random nonce. */
function bare(key: Buffer, aad: Buffer, clear: Buffer, nonce: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(clear), cipher.final()]);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(aad);
  decipher.setAuthTag(cipher.getAuthTag());
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

/** Microseconds of CPU per call: time in which the machine did something else is not the arm's. */
function time(arm: () => unknown): number {
  const start = process.cpuUsage();
  for (let i = 0; i < RECORDS_PER_ROUND; i++) arm();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / RECORDS_PER_ROUND;
}

const twoDigits = (value: number) => Math.round(value * 100) / 100;

/** Measures sealing and opening of a record of 16 values. */
export async function benchSeal(): Promise<BenchRow[]> {
  const orgId = newId();
  const provider = envProvider(randomBytes(32).toString('hex'));
  const keys = await openKeyring([await createDataKey(orgId, provider)], provider);
  const context: SealContext = { orgId, module: newId(), recordId: newId() };
  const clear = Buffer.from(encodeValues(VALUES));
  const aad = frame(['record', orgId, keys.current, context.module, '1', context.recordId]);
  const key = randomBytes(32);
  const fixedNonce = randomBytes(12);

  const arms = {
    record: () => open(sealValues(VALUES, keys, context) as Sealed, NAMES, keys, context),
    bare: () => bare(key, aad, clear, randomBytes(12)),
    bareFixedNonce: () => bare(key, aad, clear, fixedNonce),
    oneByOne: () => {
      for (const name of NAMES) {
        open(sealValues({ [name]: VALUES[name] as StoredValue }, keys, context) as Sealed, [name], keys, context);
      }
    },
  };
  const rounds = Array.from({ length: ROUNDS }, () => ({
    record: time(arms.record),
    bare: time(arms.bare),
    bareFixedNonce: time(arms.bareFixedNonce),
    oneByOne: time(arms.oneByOne),
  }));

  const toBare = median(rounds.map((round) => round.bare / round.record));
  const toBareFixedNonce = median(rounds.map((round) => round.bareFixedNonce / round.record));
  const toOneByOne = median(rounds.map((round) => round.oneByOne / round.record));
  return [
    {
      figure: 'Seal and open a record of 16 values, against node:crypto alone',
      value: twoDigits(toBare),
      unit: '× its throughput',
      aim: 'at least 0.7',
      ok: toBare >= 0.7,
      note: `${clear.length} bytes; ${twoDigits(toBareFixedNonce)} when node:crypto is spared drawing nonces`,
    },
    {
      figure: 'Seal and open a record of 16 values, against one by one',
      value: twoDigits(toOneByOne),
      unit: '× as fast',
      aim: 'at least 6',
      ok: toOneByOne >= 6,
    },
    {
      figure: 'Seal and open a record of 16 values',
      value: twoDigits(median(rounds.map((round) => round.record))),
      unit: 'µs of CPU',
    },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${JSON.stringify(await benchSeal(), null, 2)}\n`);
}
