import type { Id } from '@/lib/platform/ids';

/** A field's value as it is stored (see the field types). Absent means empty; there is no null. */
export type StoredValue = string | number | boolean | readonly string[];

/** Where a record's sealed values stand. All three are ids: an envelope opens in this place only. */
export interface SealContext {
  orgId: Id;
  module: Id;
  recordId: Id;
  /** Which envelope of the record it is: one more with each. 0: from before they were counted, or none yet. */
  version?: number;
}
