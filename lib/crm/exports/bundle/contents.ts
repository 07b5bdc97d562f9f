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
  missing: number;
  /** Records whose encrypted values do not open. */
  unopened: number;
}

export const emptyContents = (): Contents => ({
  held: [],
  tables: [],
  opened: [],
  holdsMarked: false,
  modulesLeftOut: [],
  filesLeftOut: false,
  files: 0,
  missing: 0,
  unopened: 0,
});
