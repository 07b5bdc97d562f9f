/** Does the work of a challenge without a browser, and without waiting for its threads. */
import { createHash } from 'node:crypto';

export function workOn(challenge: string): string {
  const bits = Number(challenge.split('.')[1]);
  for (let n = 0; ; n += 1) {
    const text = `${challenge}.${n}`;
    if (createHash('sha256').update(text).digest().readUInt32BE() >>> (32 - bits) === 0) return text;
  }
}
