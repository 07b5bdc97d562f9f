import { BundleCheck, type SignedFiles } from '@/lib/protection/ledger/bundle/check';
import type { BundleLine } from '@/lib/protection/ledger/bundle/lines';

/** How far the page has looked, and what it found. */
export interface Looked {
  check: BundleCheck;
  lines: BundleLine[];
  /** Until all entries were looked at. */
  progress: readonly [number, number] | null;
}

/** Of a check that broke off: red, never green and never under way for good. */
export function notChecked(signed: SignedFiles): Looked {
  const check = new BundleCheck(signed);
  check.fault('It could not be checked to its end: something in it, or a file of it, cannot be read.');
  return { check, lines: [], progress: null };
}
