import type { Id } from '@/lib/platform/ids';
import type { Held } from '../held';

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
  /** Module → records with a value in a marked field, eight bytes each: there may be a million. */
  holding: Map<string, BigInt64Array[]>;
}

export function addHolding({ holding }: Contents, module: string, ids: readonly Id[]): void {
  if (ids.length === 0) return;
  holding.set(module, [...(holding.get(module) ?? []), BigInt64Array.from(ids, BigInt)]);
}

export function* idsIn(batches: readonly BigInt64Array[]): Generator<Id> {
  for (const batch of batches) for (const id of batch) yield String(id);
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
