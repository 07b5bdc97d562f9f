import type { BundleCheck } from '@/lib/protection/ledger/bundle/check';
import type { BundleLine } from '@/lib/protection/ledger/bundle/lines';

/** How far the page has looked, and what it found. */
export interface Looked {
  check: BundleCheck;
  lines: BundleLine[];
  /** Until all entries were looked at. */
  progress: readonly [number, number] | null;
}
