/**
 * Record ids as Zoho CRM's clients expect them: positive 63-bit integers, time-ordered, printed as decimal strings.
 * Made in the app before INSERT, because sealing binds a value to its record's id.
 *
 * Layout: 41 bits of milliseconds since 2024-01-01, 10 bits drawn per process, 12 bits of sequence.
 */

import { randomInt } from 'node:crypto';
import { clock } from '@/lib/platform/clock';
import { once } from '@/lib/platform/once';

/** A decimal string of 1 to 19 digits, at most 2^63 - 1. */
export type Id = string;

const EPOCH_MS = Date.UTC(2024, 0, 1);
const MAX_ID = 2n ** 63n - 1n;

const last = once('platform/ids', () => ({ processBits: BigInt(randomInt(1024)), ms: 0, sequence: randomInt(1024) }));

/** Makes a new id, greater than every id this process made before. */
export function newId(nowMs: number = clock.nowMs()): Id {
  if (nowMs > last.ms) {
    last.ms = nowMs;
    last.sequence = randomInt(1024);
  } else {
    last.sequence += 1;
    if (last.sequence > 4095) {
      // 4,096 ids in one millisecond: borrow the next one rather than wait for it.
      last.ms += 1;
      last.sequence = 0;
    }
  }
  return ((BigInt(last.ms - EPOCH_MS) << 22n) | (last.processBits << 12n) | BigInt(last.sequence)).toString();
}

/** Whether a text from outside (URL, form, API) is written as an id. */
export function isId(text: unknown): text is Id {
  return typeof text === 'string' && /^[1-9][0-9]{0,18}$/.test(text) && BigInt(text) <= MAX_ID;
}

/** When an id was made, in milliseconds since 1970, by the clock of its process. */
export const timeOfId = (id: Id): number => Number(BigInt(id) >> 22n) + EPOCH_MS;

/** The least id that may be made at a time, for looking in the order of ids for what is younger. */
export const firstIdAt = (ms: number): Id => (BigInt(Math.max(0, ms - EPOCH_MS)) << 22n).toString();

/** Less than any id, one that somebody else wrote too: where a walk in their order begins. */
export const BEFORE_ALL: Id = '-9223372036854775808';
