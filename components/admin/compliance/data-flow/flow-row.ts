/** A line of the table of data flows. */
import type { ConnectionDto } from '@/lib/apps/connections/queries';

/** How a line looks: `closed` lets nothing marked through, or nothing at all; `resting` has nothing to send or is paused. */
export type Look = 'whole' | 'without' | 'closed' | 'resting';

export interface FlowRow {
  key: string;
  name: string;
  /** Of a connection: its page. */
  href: string | null;
  kind: string;
  /** What stands behind it now. */
  connected: string;
  direction: 'Out' | 'In' | 'Out and in';
  look: Look;
  /** What becomes of marked values there, in two or three words. */
  inWords: string;
  modules: string;
  sent: string;
  withheld: string;
  /** Which records do not go, and why; a sentence each. */
  notSent: readonly string[];
  /** Null: none in force. */
  agreement: 'not asked' | ConnectionDto['agreement'];
  lastAt: string | null;
  /** What went in 30 days; null: it is not counted. */
  times: number | null;
  timesInWords: string;
}
