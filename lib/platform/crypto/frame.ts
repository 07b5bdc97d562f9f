/**
 * Guarantees: two different lists of parts never give the same bytes, so associated data and key derivation cannot be
 * confused by moving characters from one part to the next.
 * Against: whoever chooses some of the parts (a record id, a scope, a name).
 * Does not: check what the parts mean.
 */
import { internal } from '@/lib/platform/errors';

const NOTHING = Buffer.alloc(0);

/**
 * Length-prefixes each part and joins them, as netstrings do, after an earlier frame when one is given. Parts are ids,
 * API names and fixed words: anything but ASCII is refused.
 */
export function frame(parts: readonly string[], start: Buffer = NOTHING): Buffer {
  let text = '';
  for (const part of parts) text += `${part.length}:${part}`;
  const bytes = Buffer.allocUnsafe(start.length + text.length);
  bytes.set(start);
  // Copied by hand: for texts this short a call into native code takes longer.
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) throw internal('A part of the associated data is not ASCII.');
    bytes[start.length + i] = code;
  }
  return bytes;
}
