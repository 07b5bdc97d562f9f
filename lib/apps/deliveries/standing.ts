/**
 * Why nothing of a record goes to an app though the rule lets some of it through, in the order in which it is looked at: one
 * list for what is sent and for what would be.
 */
import type { Flow } from './fields';
import type { Reason } from './reasons';
import type { Written } from './values';

interface Standing {
  flow: Pick<Flow, 'unmapped'>;
  record: { damaged?: boolean };
  written: Pick<Written, 'lacking' | 'tooLong'>;
  isInView: boolean;
}

interface Check {
  state: 'skipped' | 'failed';
  reason: Reason;
  stays(standing: Standing): boolean;
  /** The app's names of what it is about. */
  names?(standing: Standing): readonly string[];
}

const CHECKS: readonly Check[] = [
  { state: 'skipped', reason: 'not_in_view', stays: ({ isInView }) => !isInView },
  { state: 'failed', reason: 'damaged', stays: ({ record }) => record.damaged === true },
  { state: 'skipped', reason: 'needed_field_gone', stays: ({ flow }) => flow.unmapped.length > 0 },
  {
    state: 'skipped',
    reason: 'text_too_long',
    stays: ({ written: { lacking, tooLong } }) => lacking.some((name) => tooLong.includes(name)),
    names: ({ written }) => written.lacking,
  },
  {
    state: 'skipped',
    reason: 'needed_value_missing',
    stays: ({ written }) => written.lacking.length > 0,
    names: ({ written }) => written.lacking,
  },
];

export interface Stays {
  state: Check['state'];
  reason: Reason;
  /** The app's names of what it lacks. */
  names: readonly string[];
}

/** Null: nothing keeps it here. */
export function whyItStays(standing: Standing): Stays | null {
  const found = CHECKS.find(({ stays }) => stays(standing));
  return found ? { state: found.state, reason: found.reason, names: found.names?.(standing) ?? [] } : null;
}
