import type { Id } from '@/lib/platform/ids';
import type { Holding } from '@/lib/protection/accounting/note';
import type { Held } from '../held';
import { HeldByRecords } from '../rows/held-masks';

/** Filled while the zip is read. API names and counts only. */
export interface Contents {
  held: Held[];
  tables: { module: string; withheld: string[] }[];
  /** Marked fields of related modules that leave, as `Module.Field`. */
  opened: string[];
  /** One of these is marked. */
  holdsMarked: boolean;
  modulesLeftOut: string[];
  filesLeftOut: boolean;
  files: number;
  /** Records of a module that is selected for HIPAA, of which attached files are in it. */
  withFiles: Set<Id>;
  missing: number;
  /** Records whose encrypted values do not open. */
  unopened: number;
  /** Module → what its records hold of marked fields. */
  holding: Map<string, HeldByRecords>;
}

export function addHolding({ holding }: Contents, module: string, batch: readonly Holding[]): void {
  const held = holding.get(module) ?? new HeldByRecords();
  holding.set(module, held);
  held.add(batch);
}

export const emptyContents = (): Contents => ({
  held: [],
  tables: [],
  opened: [],
  holdsMarked: false,
  modulesLeftOut: [],
  filesLeftOut: false,
  files: 0,
  withFiles: new Set(),
  missing: 0,
  unopened: 0,
  holding: new Map(),
});
